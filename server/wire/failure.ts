import { InDoubt } from '../account/repository.js'
import { type AwsError, serviceFailure, serviceUnavailable } from '../aws/aws-error.js'
import { StoreError } from '../store/store-error.js'
import { isFull } from '../store/system-error.js'

const DATABASE_LOST = 'The server can no longer use its database and has to stop. Its log says more.'
const DISK_FULL = 'The disk of the server is full, so nothing was saved. Make room on it, then try again.'

const IN_DOUBT =
  "The server's database stopped answering while the change was being saved. Check whether it was made, then try again."

/** When to try again after a 503. Source: RFC 9110, section 10.2.3. */
export const RETRY = { 'Retry-After': '2' } as const

/** Is it the database server that doesn't answer, or not now? That is no fault of this one, and it's logged where it is seen. */
export const passes = (error: unknown): boolean =>
  error instanceof InDoubt || (error instanceof StoreError && (error.code === 'away' || error.code === 'busy'))

/** An unexpected error as the wire answers it. Source: IAM API Reference, "Common Errors". */
export function failureOf(error: unknown): AwsError {
  if (isFull(error)) return serviceUnavailable(DISK_FULL)
  if (error instanceof InDoubt) return serviceUnavailable(IN_DOUBT)
  if (!(error instanceof StoreError)) return serviceFailure('An internal error has occurred')
  if (passes(error)) return serviceUnavailable(error.message)
  return serviceUnavailable(error.code === 'full' ? DISK_FULL : DATABASE_LOST)
}
