import { invalidParameterValue } from '../aws/aws-error.js'

const MAX_CHARACTERS = 255

/**
 * A name or description: up to 255 ASCII characters. Throws InvalidParameterValue. Source: EC2 API Reference,
 * "CreateSecurityGroup"; public replies, for ImportKeyPair.
 */
export function checkedText(parameter: string, text: string, max = MAX_CHARACTERS): string {
  if (text.length > max)
    throw invalidParameterValue(`Value for parameter ${parameter} is invalid. Length exceeds maximum of ${max}.`)
  if (/[^\x20-\x7e]/.test(text)) {
    throw invalidParameterValue(`Value for parameter ${parameter} is invalid. Character sets beyond ASCII are not supported.`)
  }
  return text
}
