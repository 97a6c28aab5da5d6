import { STSClient } from '@aws-sdk/client-sts'
import { clientOptions, watch } from './aws.js'

const clients = new Map<string, STSClient>()

/** STS as the principal of a session; a module of its own, so that only what asks it loads it. */
export function stsOf(session: string): STSClient {
  let client = clients.get(session)
  if (!client) {
    client = new STSClient(clientOptions(session))
    watch(client, 'sts', session)
    clients.set(session, client)
  }
  return client
}
