import type { IncomingMessage } from 'node:http'
import type { Client } from '../proxy/client.js'

/** Loopback names are always allowed. */
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

/** Is this request's Host header one of the server's names? */
export type AllowList = (request: IncomingMessage, client: Client) => boolean

/**
 * Which Host headers are ours: against DNS rebinding, where a stranger's page has a name of its own point here.
 * `bound` are the names or addresses that the server was bound to. What comes through a proxy may name the public URL's
 * host only: the other names are for this machine, and a proxy passes on whatever it was sent.
 */
export function hostAllowList(bound: readonly string[], publicUrl: URL | undefined): AllowList {
  const outside = publicUrl?.hostname
  const names = new Set([...LOOPBACK_NAMES, ...bound.map((name) => name.toLowerCase()), ...(outside ? [outside] : [])])
  // Nearly all requests name the same one.
  let latest: string | undefined
  return ({ headers: { host } }, { forwarded }) => {
    if (host === undefined) return false
    if (forwarded && outside !== undefined) return nameIn(host) === outside
    if (host === latest) return true
    const name = nameIn(host)
    const isOurs = names.has(name) || name.endsWith('.localhost')
    if (isOurs) latest = host
    return isOurs
  }
}

const nameIn = (host: string): string => host.toLowerCase().replace(/:\d+$/, '')
