import { EC2Client } from '@aws-sdk/client-ec2'
import { clientOptions, watch } from './aws.js'

const clients = new Map<string, EC2Client>()

/** A Region's EC2 as the principal of a session; a module of its own, so that only EC2's pages load it. */
export function ec2Of(session: string, region: string): EC2Client {
  const key = `${session}/${region}`
  let client = clients.get(key)
  if (!client) {
    client = new EC2Client({ ...clientOptions(session), region })
    watch(client, 'ec2', session, region)
    clients.set(key, client)
  }
  return client
}
