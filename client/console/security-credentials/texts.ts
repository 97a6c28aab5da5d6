export const texts = {
  title: 'My security credentials',
  rootTitle: 'My security credentials (root user)',
  rootNote: 'The root user can do everything in this account, and no policy limits it. Use it for the few tasks that need it.',
  iamTab: 'AWS IAM credentials',
  codeCommitTab: 'AWS CodeCommit credentials',
  roleNote:
    'A role has no credentials of its own: no password, no keys, no MFA device. What you hold now ends by itself. Switch back to see yours.',
  details: 'Account details',
  accountName: 'Account name',
  email: 'Email address',
  accountId: 'Account ID',
  changePassword: 'Change password',
  editDetails: 'Edit account name and email',
  currentPassword: 'Current password',
  newPassword: 'New password',
  confirmPassword: 'Confirm new password',
  mfaCode: 'MFA code',
  different: 'The two new passwords are not the same.',
  save: 'Save changes',
  passwordChanged: (score: number | undefined) =>
    score === undefined
      ? 'Password changed. The estimate of its strength took too long. If a lesson asks for a strong password, change it once more.'
      : `Password changed. Its estimated strength is ${score} of 4.`,
  userPasswordChanged: 'Password changed.',
  detailsChanged: 'Account details changed.',
  consoleSignIn: 'Console sign-in',
  consoleText: 'Your password for the console. Sessions that run go on after a change.',
  update: 'Update console password',
  user: 'User',
  password: 'Console password',
  setAgo: (when: string, date: string) => `Set ${when.toLowerCase()} (${date})`,
  arn: 'ARN',
}
