import type { Reason } from '../account/reasons.js'
import type { Facts } from '../account/request-record.js'
import type { Unauthorized } from '../authorization/considered.js'

/**
 * A refusal in AWS's own words. `reason` is the private diagnosis for explanations and lessons and never goes out.
 * Status and fault follow the code.
 */
export class AwsError extends Error {
  override readonly name = 'AwsError'
  readonly code: string
  readonly httpStatus: number
  readonly reason: Reason | undefined
  /** For an AccessDenied: the decision that caused it, kept in the record. */
  readonly authorization: Unauthorized | undefined
  /** What the server knew when it refused, for explanations: never a secret, never sent to the client. */
  readonly facts: Facts | undefined

  constructor(options: {
    code: string
    httpStatus: number
    message: string
    reason?: Reason | undefined
    authorization?: Unauthorized | undefined
    facts?: Facts | undefined
  }) {
    super(options.message)
    this.code = options.code
    this.httpStatus = options.httpStatus
    this.reason = options.reason
    this.authorization = options.authorization
    this.facts = options.facts
  }

  get fault(): 'Sender' | 'Receiver' {
    return this.httpStatus < 500 ? 'Sender' : 'Receiver'
  }
}

const sender =
  (code: string, httpStatus: number) =>
  (message: string, reason?: Reason, facts?: Facts): AwsError =>
    new AwsError({ code, httpStatus, message, reason, facts })

/** One builder a wire code. Source of codes and statuses: botocore's IAM and STS models; IAM "Common Errors". */
export const validationError = sender('ValidationError', 400)
export const accessDenied = sender('AccessDenied', 403)
export const noSuchEntity = sender('NoSuchEntity', 404)
export const entityAlreadyExists = sender('EntityAlreadyExists', 409)
export const deleteConflict = sender('DeleteConflict', 409)
export const limitExceeded = sender('LimitExceeded', 409)
export const invalidInput = sender('InvalidInput', 400)
export const malformedPolicyDocument = sender('MalformedPolicyDocument', 400)
export const passwordPolicyViolation = sender('PasswordPolicyViolation', 400)
export const invalidAuthenticationCode = sender('InvalidAuthenticationCode', 403)
export const invalidUserType = sender('InvalidUserType', 400)
export const unmodifiableEntity = sender('UnmodifiableEntity', 400)
export const malformedCertificate = sender('MalformedCertificate', 400)
export const invalidPublicKey = sender('InvalidPublicKey', 400)
export const invalidParameterValue = sender('InvalidParameterValue', 400)
export const policyNotAttachable = sender('PolicyNotAttachable', 400)
export const invalidAction = sender('InvalidAction', 400)
export const malformedInput = sender('MalformedInput', 400)
export const missingAuthenticationToken = sender('MissingAuthenticationToken', 403)
export const incompleteSignature = sender('IncompleteSignature', 400)
export const signatureDoesNotMatch = sender('SignatureDoesNotMatch', 403)
export const invalidClientTokenId = (reason: Reason): AwsError =>
  new AwsError({
    code: 'InvalidClientTokenId',
    httpStatus: 403,
    message: 'The security token included in the request is invalid.',
    reason,
  })
export const expiredToken = (reason: Reason): AwsError =>
  new AwsError({
    code: 'ExpiredToken',
    httpStatus: 403,
    message: 'The security token included in the request is expired',
    reason,
  })
export const throttling = sender('Throttling', 400)
export const serviceFailure = sender('ServiceFailure', 500)
/** Source: IAM API Reference, "Common Errors". Clients try again. */
export const serviceUnavailable = (message = 'Service is temporarily unavailable.'): AwsError =>
  new AwsError({ code: 'ServiceUnavailable', httpStatus: 503, message })

/** `Cannot exceed quota for <Quota>: <N>`, no final period. */
export const quotaExceeded = (quota: string, limit: number): AwsError =>
  limitExceeded(`Cannot exceed quota for ${quota}: ${limit}`, `quota-${quota}`, { quota, limit })
