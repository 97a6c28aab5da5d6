import type { EC2Client } from '@aws-sdk/client-ec2'
import { ec2Of } from '../../../shared/ec2.js'
import { useSession } from '../../../shared/session.js'
import { useRegion } from '../region.js'
import { type Loading, useWireQueries, type WireQuery } from '../use-wire-query.js'

/** EC2 in the chosen Region, as the signed-in principal. */
export function useEc2(): EC2Client {
  const { id } = useSession()
  const { code } = useRegion()
  return ec2Of(id, code)
}

/** A reading call of EC2 in the chosen Region. */
export function useEc2Query<T>(query: WireQuery<EC2Client, T>): Loading<T> {
  const { code } = useRegion()
  return useWireQueries(useEc2(), ['ec2', code], [query])[0] as Loading<T>
}
