export const texts = {
  title: 'My security credentials',
  rootTitle: 'My security credentials (root user)',
  rootNote: 'The root user can do everything in this account, and no policy limits it. Use it for the few tasks that need it.',
  iamTab: 'AWS IAM credentials',
  codeCommitTab: 'AWS CodeCommit credentials',
  roleNote:
    'A role has no password, access keys, or MFA device of its own. Your current session expires automatically. Switch back to see your own credentials.',
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
  different: 'The two new passwords are different.',
  save: 'Save changes',
  passwordChanged: (score: number | undefined) =>
    score === undefined
      ? 'Password changed, but estimating its strength took too long. If a lesson asks for a strong password, change it once more.'
      : `Password changed. Its estimated strength is ${score} of 4.`,
  userPasswordChanged: 'Password changed.',
  detailsChanged: 'Account details changed.',
  consoleSignIn: 'Console sign-in',
  consoleText: 'Your password for the console. A change doesn’t end sessions that are already running.',
  update: 'Update console password',
  user: 'User',
  password: 'Console password',
  setAgo: (when: string, date: string) => `Set ${when.toLowerCase()} (${date})`,
  arn: 'ARN',
}
