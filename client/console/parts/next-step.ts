import { errorCode } from '../../shared/error-parts.js'
import { errorMessage } from '../queries/errors.js'

interface Advice {
  code: string
  message?: RegExp
  text: string
}

/** What to do about an answer of AWS, where its own sentence does not say so. Our words. */
const advice: readonly Advice[] = [
  {
    code: 'AccessDenied',
    message: /authenticated with an MFA device/,
    text: 'You already have an MFA device, so changing your devices needs a session that was signed in with a code. Sign out, sign in with your MFA code, and try again.',
  },
  {
    code: 'AccessDenied',
    message: /old password was incorrect/,
    text: 'Type the password you signed in with into the field Current password.',
  },
  {
    code: 'AccessDenied',
    message: /explicit deny/,
    text: 'A policy forbids this, and a deny wins over every allow. Ask an administrator which policy it is.',
  },
  {
    code: 'AccessDenied',
    message: /not authorized to perform/,
    text: 'Being signed in is not being allowed. Ask an administrator for a policy that allows the action named here.',
  },
  {
    code: 'InvalidAuthenticationCode',
    text: 'Use two codes that follow each other: type the one you see, wait until the app shows the next, and type that. Each code counts once.',
  },
  {
    code: 'LimitExceeded',
    message: /AccessKeysPerUser/,
    text: 'Two keys are the most, and inactive ones count. Deactivate and delete one that is not used any more.',
  },
  {
    code: 'LimitExceeded',
    message: /MFADevicesPerUser/,
    text: 'Remove a device that is not used any more.',
  },
  {
    code: 'EntityAlreadyExists',
    message: /MFADevice/i,
    text: 'A device with this name was created before. It may have been left over when a wizard was cancelled: it then shows in no list. Choose another name, or delete the left-over with “aws iam delete-virtual-mfa-device”.',
  },
  {
    code: 'EntityAlreadyExists',
    message: /user/i,
    text: 'Choose another name. Upper and lower case make no difference.',
  },
  {
    code: 'EntityAlreadyExists',
    message: /alias/i,
    text: 'Aliases are unique over all accounts. Choose another one.',
  },
  {
    code: 'DeleteConflict',
    text: 'Something was added while this ran. Close this dialog and start again.',
  },
]

/** A next step in plain words, if there is one to give. */
export function nextStep(error: unknown): string | undefined {
  const code = errorCode(error)
  const message = errorMessage(error)
  return advice.find((entry) => entry.code === code && (entry.message?.test(message) ?? true))?.text
}
