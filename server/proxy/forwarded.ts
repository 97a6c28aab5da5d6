import { addressOfEntry } from './address.js'

/** Who sent a request, as far as those who passed it on can be believed. */
export interface Forwarded {
  address: string
  /** The last trusted proxy's word: did the client use TLS? Undefined if it says nothing. */
  secure: boolean | undefined
}

interface Passed {
  /** The address at the other end of the socket. */
  peer: string
  /** The lines of `X-Forwarded-For`, joined by commas. */
  addresses: string
  /** Those of `X-Forwarded-Proto`. */
  protocols: string | undefined
}

/** More proxies than anybody has. */
const MAX_HOPS = 32

/**
 * Walks from the nearest proxy to the client: each proxy adds the address that it was called from at the right. The
 * first address that isn't a trusted proxy's is the client's, and everything left of it may be forged. An entry that
 * isn't an address ends the walk as well: then the proxy that passed it on counts as the client.
 *
 * Of several protocols, the one of the farthest trusted proxy counts. There are fewer where a proxy replaces the header.
 *
 * Source: MDN, "X-Forwarded-For" (Selecting an IP address), and "X-Forwarded-Proto".
 */
export function forwardedClient({ peer, addresses, protocols }: Passed, isTrusted: (address: string) => boolean): Forwarded {
  let address = peer
  let hops = 0
  for (let end = addresses.length; end >= 0 && hops < MAX_HOPS && isTrusted(address); hops++) {
    const comma = end === 0 ? -1 : addresses.lastIndexOf(',', end - 1)
    const next = addressOfEntry(addresses.slice(comma + 1, end))
    if (next === undefined) {
      hops++
      break
    }
    address = next
    end = comma
  }
  return { address, secure: hops === 0 ? undefined : isTls(protocols, hops) }
}

function isTls(protocols: string | undefined, hops: number): boolean | undefined {
  if (protocols === undefined) return undefined
  const all = protocols.split(',')
  return all[Math.max(0, all.length - hops)]?.trim().toLowerCase() === 'https'
}
