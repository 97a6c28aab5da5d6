import { signatureDoesNotMatch } from '../aws/aws-error.js'
import { authFailure } from '../aws/ec2-errors.js'
import { isDefaultRegion } from '../aws/regions.js'
import type { Presented } from './parse.js'

/**
 * The credential scope: this service, `aws4_request`, and the day of the request's own time. IAM and STS accept any
 * Region: with a custom endpoint clients sign for their own (docs/differences-from-aws.md). EC2 keeps its resources by
 * Region and accepts those that the account has: for any other, AWS has no endpoint, or one that answers AuthFailure.
 * Source: Amazon EC2 User Guide, "Regions and Zones"; public replies of Regions that aren't enabled.
 */
export function checkScope({ scope, terminator, time }: Presented, service: string): void {
  if (scope.service !== service) {
    throw signatureDoesNotMatch(`Credential should be scoped to correct service: '${service}'. `, 'scope')
  }
  if (terminator !== 'aws4_request') {
    throw signatureDoesNotMatch(
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'.`,
      'scope',
    )
  }
  const day = time.slice(0, 8)
  if (scope.date !== day) {
    throw signatureDoesNotMatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${day}', from '${time}'.`,
      'scope',
    )
  }
  if (service === 'ec2' && !isDefaultRegion(scope.region)) throw authFailure('region')
}
