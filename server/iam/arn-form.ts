import { invalidInput, validationError } from '../aws/aws-error.js'

/** `arn:partition:service:region:account-id:resource`, of which region and account may be empty. */
const ARN = /^arn:[^:]+:[^:]+:[^:]*:[^:]*:./

/** What an ARN argument can name, by the beginning of its resource. */
type ArnType =
  | 'user'
  | 'group'
  | 'role'
  | 'policy'
  | 'mfa'
  | 'sms-mfa'
  | 'u2f'
  | 'oidc-provider'
  | 'saml-provider'
  | 'delegation-request'

/**
 * Throws unless a text is an ARN of one of these types. An argument's form is judged before anything is looked up or
 * counted: ValidationError for a text that is no ARN or names another partition, InvalidInput for an ARN of something else.
 * Sources: recorded AWS replies to AttachUserPolicy (no ARN) and PutRolePermissionsBoundary (another type); public reports
 * of AttachRolePolicy (partition); AWS's notice of 2024 that all ARN parameters of IAM are judged strictly.
 */
export function checkArn(text: string, ...types: ArnType[]): void {
  if (!ARN.test(text)) throw validationError('Invalid ARN:  Could not be parsed!')
  if (!text.startsWith('arn:aws:')) throw validationError('Invalid ARN partition')
  const [, type] = /^arn:aws:iam::(?:\d{12}|aws):([\w-]+)\/./.exec(text) ?? []
  if (!types.some((wanted) => wanted === type)) throw invalidInput(`ARN ${text} is not valid.`)
}

/** The serial number of an MFA device is an ARN, or what is printed on a hardware token. */
export function checkSerialNumber(text: string): void {
  if (text.startsWith('arn:')) checkArn(text, 'mfa', 'sms-mfa', 'u2f')
}
