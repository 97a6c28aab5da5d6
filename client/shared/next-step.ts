import { errorCode, errorParts, isDenied } from './error-parts.js'

interface Advice {
  code: string
  message?: RegExp
  text: string
}

/** What to do about an answer of AWS, where its own sentence does not say so. Our words. */
const ADVICE: readonly Advice[] = [
  {
    code: 'AccessDenied',
    message: /authenticated with an MFA device/,
    text: 'You already have an MFA device, so you can change your devices only after you sign in with a code. Sign out, sign in with your MFA code, and try again.',
  },
  {
    code: 'AccessDenied',
    message: /old password was incorrect/,
    text: 'In the Current password field, type the password that you signed in with.',
  },
  {
    code: 'AccessDenied',
    message: /explicit deny/,
    text: 'A policy forbids this, and a deny wins over every allow. Ask an administrator which policy it is.',
  },
  {
    code: 'AccessDenied',
    message: /not authorized to perform/,
    text: 'You’re signed in, but no policy allows this. Ask an administrator for a policy that allows the action named here.',
  },
  {
    code: 'InvalidAuthenticationCode',
    text: 'Use two codes that follow each other. Type the one that you see, wait until the app shows the next, and type that. Each code works only once.',
  },
  {
    code: 'LimitExceeded',
    message: /AccessKeysPerUser/,
    text: 'A user can have two keys, and inactive ones count. Deactivate and delete one that’s no longer used.',
  },
  {
    code: 'LimitExceeded',
    message: /MFADevicesPerUser/,
    text: 'Remove a device that’s no longer used.',
  },
  {
    code: 'EntityAlreadyExists',
    message: /MFA device already exists/,
    text: 'A device with this name already exists. It may be left over from a canceled wizard, and then no list shows it. Choose another name, or delete the old device with “aws iam delete-virtual-mfa-device”.',
  },
  {
    code: 'EntityAlreadyExists',
    message: /user/i,
    text: 'Choose another name. IAM ignores the difference between uppercase and lowercase letters.',
  },
  {
    code: 'EntityAlreadyExists',
    message: /alias/i,
    text: 'An alias is unique across all accounts. Choose another one.',
  },
  {
    code: 'DeleteConflict',
    message: /policy attached to entities/,
    text: 'Detach the policy from its users, groups, and roles first, and remove it where it is a boundary. The Entities attached tab lists them.',
  },
  {
    code: 'DeleteConflict',
    text: 'Something was added in the meantime. Close this dialog and start again.',
  },
]

/** A next step in plain words, if there is one to give. */
export function nextStep(error: unknown): string | undefined {
  const code = isDenied(error) ? 'AccessDenied' : errorCode(error)
  const { message } = errorParts(error)
  return ADVICE.find((entry) => entry.code === code && (entry.message?.test(message) ?? true))?.text
}
