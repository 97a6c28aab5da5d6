export const texts = {
  title: (accountId: string) => `Reset the account ${accountId}?`,
  text: 'This deletes everything in the account: users, groups, roles, policies, keys, the event history, and your progress in the lessons. Your other accounts aren’t affected.',
  reset: 'Reset',
  confirm: 'reset',
  deleteTitle: (accountId: string) => `Delete the account ${accountId}?`,
  deleteText:
    'This deletes the account for good, with everything in it, and signs everyone out. Its root email address is free again. You can’t undo this. Export the account first if you might want it back.',
  delete: 'Delete account',
  toSignIn: 'Sign in again',
  done: 'The account is like new. The root password hasn’t changed.',
}
