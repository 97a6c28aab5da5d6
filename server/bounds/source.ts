/** The source of everything on this machine. */
export const LOOPBACK = 'loopback'

const LOOPBACK_ADDRESS = /^(?:::ffff:)?127\.|^::1$/i

/**
 * What counts as one source where something is kept or counted for each: this machine, whichever of its 16 million
 * loopback addresses is used; the network of an IPv6 address (its first 64 bits, all of which one machine may use);
 * else the address.
 */
export function sourceOf(address: string): string {
  if (LOOPBACK_ADDRESS.test(address)) return LOOPBACK
  if (!address.includes(':') || address.startsWith('::ffff:')) return address.replace(/^::ffff:/, '')
  const [head = '', tail] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  if (tail !== undefined) groups.push(...Array<string>(Math.max(0, 8 - groups.length - tail.split(':').length)).fill('0'))
  return `${groups.slice(0, 4).join(':')}::/64`
}
