export const texts = {
  title: (accountId: string) => `Reset the account ${accountId}?`,
  text: 'This deletes everything in the account: users, groups, roles, policies, keys, the event history, and your progress in the lessons. Your other accounts aren’t affected.',
  reset: 'Reset',
  confirm: 'reset',
  toSignIn: 'Sign in again',
  done: 'The account is like new. The root password hasn’t changed.',
}
