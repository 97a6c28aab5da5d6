import type { CloudTrail } from '@aws-sdk/client-cloudtrail'
import { IAM } from '@aws-sdk/client-iam'
import { useMemo } from 'react'
import { ApiError, api } from './api.js'
import { recordCall } from './api-calls.js'
import { errorParts } from './error-parts.js'
import { useSession } from './session.js'
import { signInAddress } from './session-info.js'

interface ConsoleCredentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
}

/** The server's live for an hour on the account's clock; the page asks again well before. */
const LIFE_MS = 50 * 60_000

/**
 * The official client over the same wire as every other: what may not be done in the CLI may not be done here.
 * Credentials stay in this module's memory. After a jump of the account's clock they are expired: asked for once more.
 *
 * A call that returns a secret (CreateAccessKey, CreateVirtualMFADevice) must not go through a query or mutation
 * cache: its result belongs to the component's state and goes with it.
 */
function iamFor(session: string): IAM {
  const client = new IAM(clientOptions(session))
  watch(client, 'iam')
  return client
}

/** For every client of the wire: this page's address, and the session's credentials. */
export const clientOptions = (session: string) => ({
  endpoint: location.origin,
  region: 'us-east-1',
  credentials: async () => ({ ...(await credentialsOf(session)), expiration: new Date(Date.now() + LIFE_MS) }),
})

type Client = IAM | CloudTrail

/** Asks for credentials once more after a jump of the clock, and notes each call for the panel of API calls. */
export function watch(client: Client, service: string): void {
  // The generated clients differ in the types of their inputs alone, and none is looked at here.
  const stack = client.middlewareStack as IAM['middlewareStack']
  stack.add(
    (next, context) => async (args) => {
      const call = {
        service,
        operation: (context.commandName ?? '').replace(/Command$/, ''),
        input: args.input as Record<string, unknown>,
      }
      try {
        const result = await refreshed(client, () => next(args))
        const { requestId } = (result.output as { $metadata?: { requestId?: string } }).$metadata ?? {}
        recordCall({ ...call, requestId, error: undefined })
        return result
      } catch (error) {
        const { code, requestId } = errorParts(error)
        recordCall({ ...call, requestId, error: code })
        throw error
      }
    },
    { step: 'initialize', name: 'watch' },
  )
}

async function refreshed<T>(client: Client, send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    if (!(error instanceof Error) || !/^ExpiredToken/.test(error.name)) throw error
    await client.config.credentials({ forceRefresh: true })
    return send()
  }
}

async function credentialsOf(session: string): Promise<ConsoleCredentials> {
  try {
    return await api<ConsoleCredentials>('POST', '/signin/credentials', { session })
  } catch (error) {
    if (error instanceof ApiError && error.code === 'NotSignedIn')
      location.assign(signInAddress(location.pathname + location.search))
    throw error
  }
}

const clients = new Map<string, IAM>()

/** IAM as the signed-in principal. */
export function useIam(): IAM {
  const { id } = useSession()
  return useMemo(() => {
    const client = clients.get(id) ?? iamFor(id)
    clients.set(id, client)
    return client
  }, [id])
}
