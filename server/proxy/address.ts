import { isIPv4, isIPv6, SocketAddress } from 'node:net'

/** An IPv6 address with brackets, a zone, and a port is shorter. */
const LONGEST = 80

/**
 * The one way in which an address is written everywhere, so that two spellings are never two clients: an IPv4 address as
 * such, over IPv6, too; an IPv6 address in its short form, without its zone. Undefined if it isn't an address.
 */
export function plainAddress(text: string): string | undefined {
  if (text.length > LONGEST) return undefined
  const [address = ''] = text.split('%', 1)
  if (isIPv4(address)) return text === address ? address : undefined
  if (!isIPv6(address)) return undefined
  const short = new SocketAddress({ address, family: 'ipv6' }).address
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(short) ?? []
  return mapped ?? short
}

/** An IPv4 address with a port, or an IPv6 address in brackets, with or without a port. */
const WITH_PORT = /^(?:(\d+\.\d+\.\d+\.\d+):\d{1,5}|\[([^\]]+)\](?::\d{1,5})?)$/

/** The address that an entry of `X-Forwarded-For` names. Undefined for `unknown` and for whatever else isn't an address. */
export function addressOfEntry(entry: string): string | undefined {
  if (entry.length > LONGEST) return undefined
  const text = entry.trim()
  const [, v4, v6] = WITH_PORT.exec(text) ?? []
  if (v6 !== undefined && !v6.includes(':')) return undefined
  return plainAddress(v4 ?? v6 ?? text)
}
