import { type Tell, telling } from './tell.js'

const password = telling('password')

/** Refused passwords, by the private reason. */
export const PASSWORD_REFUSALS = {
  'wrong-password': password(
    'The password is wrong.',
    'Nobody is locked out, but guessing is slowed down.',
    'Try again, or ask an administrator to set a new one.',
  ),
  'access-key-as-password': password(
    'You gave an access key ID instead of the password.',
    'Access keys sign the calls of programs. The console needs a password.',
    'Give the user’s password, or use the key in the CLI: aws configure',
  ),
  'no-console-access': password(
    'The user has no console password.',
    'Console sign-in needs a login profile.',
    'Ask an administrator to create one: aws iam create-login-profile',
  ),
  'unknown-user': password(
    'The account has no user with this name.',
    'The page gives the same answer for an unknown user and a wrong password, so that nobody can test names.',
    'Check the account ID or alias, and the user name.',
  ),
  'password-expired': password(
    'The password has expired, and the policy requires an administrator to reset it.',
    'The password policy sets MaxPasswordAge and HardExpiry.',
    'Ask an administrator to set a new one: aws iam update-login-profile',
  ),
  'old-password-wrong': password(
    'The old password is wrong.',
    'To change a password, you must give the old one.',
    'Try again, or ask an administrator to reset it.',
  ),
  'password-policy': password(
    'The new password doesn’t meet the account’s password policy.',
    'The account’s custom policy applies. Without one, a password needs 8 characters, and three of uppercase letters, lowercase letters, numbers, and symbols.',
    'Choose a longer password. Four words, with a number and symbols between them, meet most policies and are hard to guess.',
  ),
  'password-reused': password(
    'The new password was already used.',
    'PasswordReusePrevention remembers up to 24 passwords.',
    'Choose a password that you haven’t used.',
  ),
  'no-login-profile': password(
    'The user has no password to change.',
    'A login profile is a user’s console password.',
    'Create one: aws iam create-login-profile',
  ),
  'not-a-user': password(
    'Only an IAM user can change their own password with this call.',
    'Root changes its password on its Security credentials page. Role sessions have no password.',
    'Sign the call with the user’s own credentials.',
  ),
  'hashing-queue': password(
    'The server was busy with other passwords and didn’t check this one.',
    'Checking a password is slow on purpose. A password waits for at most 60 seconds until it’s checked.',
    'Try again in a minute.',
  ),
} satisfies Record<string, Tell>
