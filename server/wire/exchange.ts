import type { RawRequest } from '../sigv4/parse.js'

/** One request on its way through the wire; what is learned of it on the way is noted for the inspector. */
export interface Exchange {
  requestId: string
  raw: RawRequest
  sourceIp: string
  secureTransport: boolean
  service: string | undefined
  operation: string | undefined
  /** Of who was authenticated, by a signature or a token. */
  accountId: string | undefined
  /** Whose role was asked for without a signature. */
  namedAccountId: string | undefined
  errorCode: string | undefined
  /** Aborted when the client hangs up; made for the few that wait. */
  hungUp: (() => AbortSignal) | undefined
}

/** As it arrives: nothing is known of who or what yet. */
export const exchangeOf = ({
  requestId,
  raw,
  sourceIp,
  secureTransport,
  hungUp,
}: Pick<Exchange, 'requestId' | 'raw' | 'sourceIp' | 'secureTransport'> & { hungUp?: () => AbortSignal }): Exchange => ({
  requestId,
  raw,
  sourceIp,
  secureTransport,
  service: undefined,
  operation: undefined,
  accountId: undefined,
  namedAccountId: undefined,
  errorCode: undefined,
  hungUp,
})

/** A browser lets nobody set User-Agent: AWS takes a browser client's own header instead. */
export const userAgentOf = ({ headers }: RawRequest): string => headers['x-amz-user-agent'] ?? headers['user-agent'] ?? ''
