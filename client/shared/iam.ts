import { IAM } from '@aws-sdk/client-iam'
import { useMemo } from 'react'
import { ApiError, api } from './api.js'
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
  const client = new IAM({
    endpoint: location.origin,
    region: 'us-east-1',
    credentials: async () => ({ ...(await credentialsOf(session)), expiration: new Date(Date.now() + LIFE_MS) }),
  })
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args)
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'ExpiredToken') throw error
        await client.config.credentials({ forceRefresh: true })
        return next(args)
      }
    },
    { step: 'initialize', name: 'refreshExpiredToken' },
  )
  return client
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
