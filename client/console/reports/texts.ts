export const texts = {
  credentialReport: 'Credential report',
  credentialReportText:
    'Lists all users of the account and the state of their passwords, access keys, MFA devices and certificates. AWS makes a new one every four hours at most.',
  allUsers: 'Credentials of all users',
  show: 'Show report',
  download: 'Download credentials report',
  generated: (when: string) => `Generated: ${when}`,
  yes: 'Yes',
  no: 'No',
  notYet: 'No report is shown yet.',
  hint: 'Look for passwords and keys that nobody has used for 90 days, for keys that were never rotated, and for passwords without MFA.',
}
