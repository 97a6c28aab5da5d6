import type { IpPermission } from '@aws-sdk/client-ec2'

export const ANYWHERE = '0.0.0.0/0'

/** The range that is one address. */
export const rangeOf = (address: string): string => `${address}/${address.includes(':') ? 128 : 32}`

/** Lets a range of addresses (CIDR, IPv4 or IPv6) reach a port. */
export function tcpPermission(port: number, range: string, description = ''): IpPermission {
  const more = description === '' ? {} : { Description: description }
  return {
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    ...(range.includes(':') ? { Ipv6Ranges: [{ CidrIpv6: range, ...more }] } : { IpRanges: [{ CidrIp: range, ...more }] }),
  }
}
