export const texts = {
  title: 'This address no longer works',
  unreachable: 'The server could not be reached',
  missing: 'The address has no code in it.',
  nextStep: 'On the machine where IAM Dojo runs, print a new address and open it here:',
  command: 'npm exec --offline -- iam-dojo open',
  others: 'Not your machine? You need no code: the accounts that you create in this browser are yours.',
  signIn: 'Go to the sign-in page',
}
