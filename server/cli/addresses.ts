import { isIPv4, isIPv6 } from 'node:net'
import { addressOf, inUrl, type Names } from '../own-names.js'
import type { ServerCertificate } from '../tls/server-certificate.js'
import { isLoopback } from './loopback.js'

/** URLs without a path. */
export interface Addresses {
  /** For this machine itself, and for a proxy on it. */
  own: string
  /** What everybody is told: the proxy's, or the best of the server's own. */
  shown: string
  /** Where other machines reach the server, best first. Those in a certificate, if there is one. */
  others: string[]
}

interface Reach {
  host: string
  port: number
  /** Given by hand. */
  named: readonly string[]
  names: Names
  certificate: ServerCertificate | undefined
  publicUrl: URL | undefined
}

/** What learners are told, best first. */
export const everyAddress = ({ shown, others }: Addresses): string[] => [...new Set([shown, ...others])]

/** Does a server listen on all addresses of its machine? */
export const isEverywhere = (host: string): boolean => host === '0.0.0.0' || addressOf(host) === '::'

/** Under which URLs a server is reached now: a machine's addresses change. */
export function reachedAt({ host, port, named, names, certificate, publicUrl }: Reach): Addresses {
  const urlOf = (name: string) => new URL(`${certificate ? 'https' : 'http'}://${inUrl(name)}:${port}`).origin
  const covered = (name: string) => certificate === undefined || certificate.covers(name)
  const own = isEverywhere(host) ? '127.0.0.1' : host
  const others = othersOf(host, named, names).filter((name) => !isLoopback(name) && covered(name))
  const ownUrl = urlOf([own, ...others].find(covered) ?? own)
  const urls = others.map(urlOf)
  return { own: ownUrl, shown: publicUrl?.origin ?? urls[0] ?? ownUrl, others: urls }
}

/** Names given by hand come first, then what is short to type. An address of one link needs a zone, which URLs don't have. */
function othersOf(host: string, named: readonly string[], { addresses, names }: Names): string[] {
  if (!isEverywhere(host)) return [...new Set(isLoopback(host) ? named : [...named, host])]
  const longer = addresses.filter((address) => isIPv6(address) && !/^fe[89ab]/i.test(address))
  return [...new Set([...named, ...addresses.filter(isIPv4), ...names, ...(host === '0.0.0.0' ? [] : longer)])]
}
