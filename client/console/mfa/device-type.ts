import { texts } from './texts.js'

/** `arn:aws:iam::<account>:mfa/<name>` is a virtual device: an entity of its own that is deleted on removal. */
export const isVirtual = (serialNumber: string): boolean => /^arn:[^:]+:iam::\d{12}:mfa\//.test(serialNumber)

export const isPasskey = (serialNumber: string): boolean => serialNumber.includes(':u2f/')

/** The type's name in AWS's console. */
export function typeOf(serialNumber: string): string {
  if (isVirtual(serialNumber)) return texts.virtual
  return isPasskey(serialNumber) ? texts.passkey : texts.hardware
}
