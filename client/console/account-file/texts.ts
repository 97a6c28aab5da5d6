const MIN_LENGTH = 12

export const texts = {
  minLength: MIN_LENGTH,
  export: 'Export',
  exportTitle: (accountId: string) => `Export account ${accountId}`,
  exportText:
    'The file holds all of the account: users, policies, keys, passwords, MFA devices, event history and your progress in the lessons. It is sealed under a passphrase; without that nobody can open it, not even you.',
  passphrase: 'Passphrase',
  passphraseHint: `At least ${MIN_LENGTH} characters. Several words are easier to remember.`,
  again: 'Passphrase, once more',
  tooShort: `A passphrase has at least ${MIN_LENGTH} characters.`,
  differ: 'The two differ.',
  import: 'Import',
  importTitle: 'Import an account',
  importText: 'An account that IAM Dojo has exported, here or on another server.',
  file: 'File',
  chooseFile: 'Choose a file',
  noFile: 'Choose a file first.',
  removeFile: 'Remove the file',
  importPassphrase: 'Passphrase of the file',
  replace: 'Replace the account that is here; all that it holds now is gone',
  imported: (accountId: string) => `Account ${accountId} is imported.`,
  signIn: 'Sign in to it',
  close: 'Close',
}
