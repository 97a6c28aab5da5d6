/** The addresses and names that instances have. */

interface Block {
  cidr: string
}

/** AWS keeps a subnet's first four addresses and its last. */
const RESERVED_AT_START = 4
const ADDRESSES = 4096

/** Addresses of a subnet that an instance can have. */
export const SUBNET_CAPACITY = ADDRESSES - RESERVED_AT_START - 1

/** The address with this number in a subnet, from 0. */
export function privateAddress({ cidr }: Block, number: number): string {
  const [a, b, c = '0'] = cidr.split('.')
  const host = RESERVED_AT_START + number
  return `${a}.${b}.${Number(c) + (host >> 8)}.${host & 255}`
}

export function isInSubnet({ cidr }: Block, address: string): boolean {
  const [a, b, c, d] = address.split('.').map(Number)
  const [, , third = '0'] = cidr.split('.')
  const host = ((c ?? 0) - Number(third)) * 256 + (d ?? 0)
  return a === 172 && b === 31 && host >= RESERVED_AT_START && host < ADDRESSES - 1
}

/** Addresses for documentation: nothing on the Internet has one. Source: RFC 5737. */
const PUBLIC_NETWORKS = ['203.0.113', '198.51.100', '192.0.2']
const HOSTS = 254
export const PUBLIC_ADDRESSES = PUBLIC_NETWORKS.length * HOSTS

/** The public address with this number, from 0. */
export const publicAddress = (number: number): string =>
  `${PUBLIC_NETWORKS[Math.floor(number / HOSTS) % PUBLIC_NETWORKS.length]}.${1 + (number % HOSTS)}`

export const isPublicAddress = (address: string): boolean =>
  PUBLIC_NETWORKS.some((network) => address.startsWith(`${network}.`) && /^\d{1,3}$/.test(address.slice(network.length + 1)))

const isFirstRegion = (region: string): boolean => region === 'us-east-1'

/** `ec2-203-0-113-25.compute-1.amazonaws.com`. Source: EC2 User Guide, "EC2 instance hostnames and domains". */
export const publicDnsName = (region: string, address: string): string =>
  `ec2-${address.replaceAll('.', '-')}.${isFirstRegion(region) ? 'compute-1' : `${region}.compute`}.amazonaws.com`

/** `ip-172-31-5-9.ec2.internal` */
export const privateDnsName = (region: string, address: string): string =>
  `ip-${address.replaceAll('.', '-')}.${isFirstRegion(region) ? 'ec2' : `${region}.compute`}.internal`
