import { CloudTrail } from '@aws-sdk/client-cloudtrail'
import { clientOptions, watch } from './aws.js'

const clients = new Map<string, CloudTrail>()

/** CloudTrail as the principal of a session; a module of its own, so that only the event history loads it. */
export function cloudTrailOf(session: string): CloudTrail {
  let client = clients.get(session)
  if (!client) {
    client = new CloudTrail(clientOptions(session))
    watch(client, 'cloudtrail', session)
    clients.set(session, client)
  }
  return client
}
