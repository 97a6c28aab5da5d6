import type { CloudTrail } from '@aws-sdk/client-cloudtrail'
import type { EC2Client } from '@aws-sdk/client-ec2'
import { IAM } from '@aws-sdk/client-iam'
import type { STSClient } from '@aws-sdk/client-sts'
import { useMemo } from 'react'
import { GLOBAL_REGION } from '../../server/aws/global-region.js'
import { ApiError } from './api.js'
import { recordCall } from './api-calls.js'
import { credentialsOf, withFreshCredentials } from './console-credentials.js'
import { errorParts } from './error-parts.js'
import { noteAnswer, noteNoAnswer } from './reach.js'
import { useSession } from './session.js'

/**
 * The official client over the same wire as every other: what may not be done in the CLI may not be done here.
 *
 * A call that returns a secret (CreateAccessKey, CreateVirtualMFADevice) must not go through a query or mutation
 * cache: its result belongs to the component's state and goes with it.
 */
function iamFor(session: string): IAM {
  const client = new IAM(clientOptions(session))
  watch(client, 'iam', session)
  return client
}

/** For every client of the wire: this page's address, and the session's credentials. */
export const clientOptions = (session: string) => ({
  endpoint: location.origin,
  region: GLOBAL_REGION,
  // Never good for longer than one call to the SDK's own cache, which knows nothing of the account's clock.
  credentials: async () => ({ ...(await credentialsOf(session)), expiration: new Date(0) }),
})

type Client = IAM | CloudTrail | EC2Client | STSClient

/** What `fetch` throws, in the words of each browser, and the sign-in API's own. */
const withoutAnswer = (error: unknown): boolean =>
  (error instanceof Error && error.name === 'TypeError' && !('$response' in error && error.$response)) ||
  (error instanceof ApiError && error.status === 0)

/** Renews credentials that have expired, and notes each call for the panel of API calls, with the Region of a service that has them. */
export function watch(client: Client, service: string, session: string, region?: string): void {
  // The generated clients differ in the types of their inputs alone, and none is looked at here.
  const stack = client.middlewareStack as IAM['middlewareStack']
  stack.add(
    (next, context) => async (args) => {
      const call = {
        service,
        region,
        operation: (context.commandName ?? '').replace(/Command$/, ''),
        input: args.input as Record<string, unknown>,
      }
      try {
        const result = await withFreshCredentials(session, () => next(args))
        const { requestId } = (result.output as { $metadata?: { requestId?: string } }).$metadata ?? {}
        recordCall({ ...call, requestId, error: undefined })
        noteAnswer()
        return result
      } catch (thrown) {
        const error = withoutAnswer(thrown) ? new ApiError(0, {}) : thrown
        const { code, requestId } = errorParts(error)
        if (error !== thrown) noteNoAnswer()
        else if (requestId) noteAnswer()
        recordCall({ ...call, requestId, error: code })
        throw error
      }
    },
    { step: 'initialize', name: 'watch' },
  )
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
