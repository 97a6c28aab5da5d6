export const texts = {
  credentialReport: 'Credential report',
  credentialReportText:
    'Lists all users in the account and the status of their passwords, access keys, MFA devices, and certificates. AWS creates a new report at most every four hours.',
  allUsers: 'Credentials of all users',
  show: 'Show report',
  download: 'Download credentials report',
  generated: (when: string) => `Generated: ${when}`,
  yes: 'Yes',
  no: 'No',
  ways: 'Download credentials report creates the report and saves it as a CSV file. Show report shows it on this page.',
  notYet: 'No users',
  hint: 'Look for passwords and keys that nobody has used for 90 days, keys that were never rotated, and passwords without MFA.',
}
