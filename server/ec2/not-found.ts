import type { AwsError } from '../aws/aws-error.js'
import { ec2Error } from '../aws/ec2-errors.js'
import { clipped } from '../bounds/clipped.js'

/** A name can be as long as a request. */
const MAX_ECHOED = 255

/** `The subnet ID 'subnet-1' does not exist`, `The subnet IDs 'subnet-1, subnet-2' do not exist`. Source: public replies. */
export function notFound(code: string, noun: string, names: readonly string[]): AwsError {
  const shown = clipped(names.join(', '), MAX_ECHOED)
  return ec2Error(code, names.length > 1 ? `The ${noun}s '${shown}' do not exist` : `The ${noun} '${shown}' does not exist`)
}
