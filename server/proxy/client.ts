import type { IncomingMessage } from 'node:http'
import { forwardedClient } from './forwarded.js'
import { isHostOf } from './public-url.js'

/** Who sent a request, whichever proxies it came through. */
export interface Client {
  /** An IPv4 address is written as such, over IPv6, too. Empty if the client is gone already. */
  address: string
  /** Did the client use TLS? Also `aws:SecureTransport`. */
  secure: boolean
  /** It came through a trusted proxy, which named the client. */
  forwarded: boolean
  /** The public URL, if the request asked for that one. */
  publicOrigin: string | undefined
}

/** How the server is reached from outside. */
export interface Outside {
  /** Is it the address of a proxy whose word counts? */
  isTrusted?: ((address: string) => boolean) | undefined
  publicUrl?: URL | undefined
}

type Request = Pick<IncomingMessage, 'socket' | 'headers'>

/** Set by `clientReader`, once for each request. */
const FOUND = Symbol('client')
type Found = Request & { [FOUND]?: Client }

/** The one place that says who sent a request: its socket, or what trusted proxies say. */
export const clientOf = (request: Request): Client => (request as Found)[FOUND] ?? clientAtSocket(request)

/** The origin of the pages that this client sees, such as `https://dojo.example`. */
export function pageOriginOf(request: Request): string {
  const { publicOrigin, secure } = clientOf(request)
  return publicOrigin ?? `${secure ? 'https' : 'http'}://${request.headers.host}`
}

/** Does the browser speak TLS to these pages? Then their cookies are `Secure`. */
export const isSecurePage = (request: Request): boolean => pageOriginOf(request).startsWith('https:')

/**
 * For the server's front door: finds the client of each request, and everybody behind the door gets it from `clientOf`.
 * Without a proxy, nothing is noted, and the headers count for nothing.
 */
export function clientReader({ isTrusted, publicUrl }: Outside): (request: Request) => Client {
  if (!isTrusted && !publicUrl) return clientAtSocket
  return (request) => {
    const client = isTrusted ? clientThrough(request, isTrusted) : clientAtSocket(request)
    const { host } = request.headers
    if (publicUrl && host !== undefined && isHostOf(publicUrl, host)) client.publicOrigin = publicUrl.origin
    Object.assign(request, { [FOUND]: client })
    return client
  }
}

/** The address at the other end of a socket. */
export const addressAt = ({ remoteAddress = '' }: { remoteAddress?: string | undefined }): string =>
  remoteAddress.replace(/^::ffff:/, '')

const clientAtSocket = ({ socket }: Request): Client => ({
  address: addressAt(socket),
  secure: 'encrypted' in socket,
  forwarded: false,
  publicOrigin: undefined,
})

function clientThrough(request: Request, isTrusted: (address: string) => boolean): Client {
  const direct = clientAtSocket(request)
  const addresses = request.headers['x-forwarded-for']
  if (addresses === undefined || !isTrusted(direct.address)) return direct
  const protocols = request.headers['x-forwarded-proto']?.toString()
  const passed = { peer: direct.address, addresses: addresses.toString(), protocols }
  const { address, secure = direct.secure } = forwardedClient(passed, isTrusted)
  return { address, secure, forwarded: true, publicOrigin: undefined }
}
