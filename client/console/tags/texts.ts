export const texts = {
  tags: 'Tags',
  key: 'Key',
  value: 'Value',
  none: 'No tags',
  manage: 'Manage tags',
  save: 'Save changes',
  saved: 'Tags saved.',
  about: 'Tags are pairs of a key and a value. Policies can refer to them (aws:ResourceTag, aws:PrincipalTag).',
}
