import { BlockList } from 'node:net'
import { plainAddress } from './address.js'

/** The addresses from `address` on that share its first `prefix` bits. */
export interface Network {
  address: string
  prefix: number
  family: 'ipv4' | 'ipv6'
}

const BITS = { ipv4: 32, ipv6: 128 }
/** An IPv4 address stands in the last 32 bits of an IPv6 one. */
const MAPPED_BITS = 96

/**
 * Reads a network in CIDR notation or a single address. Undefined if the text is neither, or if it means all addresses:
 * whoever trusts them all believes every client.
 */
export function networkOf(text: string): Network | undefined {
  const [, written = '', digits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const address = plainAddress(written)
  if (address === undefined) return undefined
  const family = address.includes(':') ? 'ipv6' : 'ipv4'
  const mapped = family === 'ipv4' && written.includes(':')
  const prefix = digits === undefined ? BITS[family] : Number(digits) - (mapped ? MAPPED_BITS : 0)
  return prefix >= 1 && prefix <= BITS[family] ? { address, prefix, family } : undefined
}

/** Says whether an address is in one of the networks. */
export function inNetworks(networks: readonly Network[]): (address: string) => boolean {
  const list = new BlockList()
  for (const { address, prefix, family } of networks) list.addSubnet(address, prefix, family)
  return (address) => {
    const plain = plainAddress(address)
    return plain !== undefined && list.check(plain, plain.includes(':') ? 'ipv6' : 'ipv4')
  }
}
