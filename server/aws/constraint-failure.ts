import type { Facts } from '../account/request-record.js'
import { type AwsError, validationError } from './aws-error.js'

export const NOT_NULL = 'Member must not be null'
/** IAM lists no values any more. Source: recorded AWS replies of 2025 and 2026. */
export const IN_ENUM = 'Member must satisfy enum value set'
export const atMost = (what: 'length' | 'value', max: number): string => `Member must have ${what} less than or equal to ${max}`
export const atLeast = (what: 'length' | 'value', min: number): string =>
  `Member must have ${what} greater than or equal to ${min}`
export const matching = (pattern: string): string => `Member must satisfy regular expression pattern: ${pattern}`

/** `value`: as the service shows it; IAM shows none. */
export const constraintFailure = (path: string, constraint: string, value = 'Value'): string =>
  `${value} at '${path}' failed to satisfy constraint: ${constraint}`

/** AWS's one error for all constraints that a request breaks. */
export const constraintError = (failures: readonly string[], facts?: Facts): AwsError =>
  validationError(
    `${failures.length} validation error${failures.length === 1 ? '' : 's'} detected: ${failures.join('; ')}`,
    'constraint',
    facts,
  )

/** For IAM's operations that want more of a member than the model says. */
export const brokenConstraint = (member: string, constraint: string): AwsError =>
  constraintError([constraintFailure(member, constraint)])
