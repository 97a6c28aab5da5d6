export const texts = {
  title: 'Account',
  details: 'Account details',
  accountId: 'Account ID',
  accountName: 'Account name',
  rootOnly: 'Only the root user can change the account’s name, and root’s email address and password.',
  contact: 'Contact information',
  contactText:
    'AWS’s Account Management service keeps these, and it isn’t here. This account has no address or phone number. A guide’s step that edits them can’t work here.',
  alternate: 'Alternate contacts',
  alternateText:
    'In a real account, add a contact for each of billing, operations, and security. AWS then also writes to them. These contacts belong to the same service, so they aren’t here either.',
  contacts: [
    { label: 'Billing contact', value: 'None' },
    { label: 'Operations contact', value: 'None' },
    { label: 'Security contact', value: 'None' },
  ],
  close: 'Close account',
  closeText: 'To delete this account with everything in it, choose Delete this account in the account menu.',
}
