/** An address as bits; undefined for what is none. */
function parsed(address: string): { bits: bigint; width: 32 | 128 } | undefined {
  return address.includes(':') ? parsedV6(address) : parsedV4(address)
}

function parsedV4(address: string): { bits: bigint; width: 32 } | undefined {
  const parts = address.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined
  return { bits: parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n), width: 32 }
}

function parsedV6(address: string): { bits: bigint; width: 128 } | undefined {
  const halves = address.split('::')
  if (halves.length > 2) return undefined
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':').flatMap(groupsOf)))
  const missing = 8 - head.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail]
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined
  return { bits: groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n), width: 128 }
}

/** A trailing IPv4 part is two groups. */
function groupsOf(group: string): string[] {
  const v4 = group.includes('.') ? parsedV4(group) : undefined
  return v4 ? [(v4.bits >> 16n).toString(16), (v4.bits & 0xffffn).toString(16)] : [group]
}

/** Is the address in the range? A range without `/n` is one address. IPv4 and IPv6 never match each other. */
export function ipMatches(address: string, range: string): boolean {
  const [network = '', length, ...rest] = range.split('/')
  const given = parsed(address)
  const wanted = parsed(network)
  if (!given || !wanted || rest.length > 0 || given.width !== wanted.width) return false
  const prefix = length === undefined ? wanted.width : /^\d{1,3}$/.test(length) ? Number(length) : -1
  if (prefix < 0 || prefix > wanted.width) return false
  const shift = BigInt(wanted.width - prefix)
  return given.bits >> shift === wanted.bits >> shift
}
