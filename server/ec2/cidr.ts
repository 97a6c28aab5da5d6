import { isIPv4, isIPv6 } from 'node:net'

/** A block in canonical form, its host bits cleared: `100.68.0.18/18` is `100.68.0.0/18`. Undefined for what is none. */
export function canonicalV4(text: string): string | undefined {
  const [, address = '', length = ''] = /^([\d.]{7,15})\/(\d{1,2})$/.exec(text) ?? []
  if (!isIPv4(address) || Number(length) > 32) return undefined
  const bits = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const size = 2 ** (32 - Number(length))
  const network = Math.floor(bits / size) * size
  return `${[24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256).join('.')}/${Number(length)}`
}

/** The same for IPv6, shortened as RFC 5952 says. */
export function canonicalV6(text: string): string | undefined {
  const [, address = '', length = ''] = /^([\da-fA-F:.]{2,45})\/(\d{1,3})$/.exec(text) ?? []
  if (!isIPv6(address) || Number(length) > 128) return undefined
  // An address as part of a URL is written in its shortest form.
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const shift = BigInt(128 - Number(length))
  const groups = (((groupsOf(short) >> shift) << shift).toString(16).padStart(32, '0').match(/.{4}/g) ?? []).join(':')
  return `${new URL(`http://[${groups}]`).hostname.slice(1, -1)}/${Number(length)}`
}

function groupsOf(address: string): bigint {
  const [head = '', tail = ''] = address.split('::')
  const parts = (text: string) => (text === '' ? [] : text.split(':'))
  const missing = 8 - parts(head).length - parts(tail).length
  const all = [...parts(head), ...Array<string>(address.includes('::') ? missing : 0).fill('0'), ...parts(tail)]
  return all.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n)
}
