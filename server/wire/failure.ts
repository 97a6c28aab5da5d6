import { type AwsError, serviceFailure, serviceUnavailable } from '../aws/aws-error.js'
import { StoreError } from '../store/store-error.js'
import { isFull } from '../store/system-error.js'

const DATABASE_LOST = 'The server can no longer use its database and has to stop. Its log says more.'
const DISK_FULL = 'The disk of the server is full, so nothing was saved. Make room on it, then try again.'

/** An unexpected error as the wire answers it. Source: IAM API Reference, "Common Errors". */
export function failureOf(error: unknown): AwsError {
  if (isFull(error)) return serviceUnavailable(DISK_FULL)
  if (!(error instanceof StoreError)) return serviceFailure('An internal error has occurred')
  return serviceUnavailable(error.code === 'full' ? DISK_FULL : DATABASE_LOST)
}
