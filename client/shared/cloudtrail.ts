import { CloudTrail } from '@aws-sdk/client-cloudtrail'
import { clientOptions, watch } from './aws.js'

const clients = new Map<string, CloudTrail>()

/** A Region's CloudTrail as the principal of a session; a module of its own, so that only the event history loads it. */
export function cloudTrailOf(session: string, region: string): CloudTrail {
  const key = `${session}/${region}`
  let client = clients.get(key)
  if (!client) {
    client = new CloudTrail({ ...clientOptions(session), region })
    watch(client, 'cloudtrail', session, region)
    clients.set(key, client)
  }
  return client
}
