export const texts = {
  title: (accountId: string) => `Reset the account ${accountId}?`,
  text: 'Everything in it goes: users, groups, roles, policies, keys, its event history, and your progress in the lessons. What other accounts hold stays.',
  reset: 'Reset',
  confirm: 'reset',
  toSignIn: 'Sign in again',
  done: 'The account is as new. Root signs in with the password that it had.',
}
