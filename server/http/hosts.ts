import type { IncomingMessage } from 'node:http'
import { addressOf, type Names, type OwnNames } from '../own-names.js'
import type { Client } from '../proxy/client.js'

/** Is this request's Host header one of the server's names? */
export type AllowList = (request: IncomingMessage, client: Client) => boolean

/**
 * Which Host headers are ours: against DNS rebinding, where a stranger's page has a name of its own point here. What comes
 * through a proxy may name the public URL's host only: the other names are for this machine, and a proxy passes on whatever
 * it was sent.
 */
export function hostAllowList(own: OwnNames, publicUrl: URL | undefined): AllowList {
  const outside = publicUrl?.hostname
  let known: Names | undefined
  let names: ReadonlySet<string> = new Set()
  // Nearly all requests name the same one.
  let latest: string | undefined
  return ({ headers: { host } }, { forwarded }) => {
    if (host === undefined) return false
    if (forwarded && outside !== undefined) return nameIn(host) === outside
    const current = own()
    if (current !== known) {
      known = current
      names = new Set([...current.addresses, ...current.names, ...(outside ? [outside] : [])])
      latest = undefined
    }
    if (host === latest) return true
    const name = nameIn(host)
    const isOurs = names.has(addressOf(name) ?? name) || name.endsWith('.localhost')
    if (isOurs) latest = host
    return isOurs
  }
}

const nameIn = (host: string): string => host.toLowerCase().replace(/:\d+$/, '')
