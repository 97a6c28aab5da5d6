import type { Random } from './ports.js'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 Base32 without padding. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let buffer = 0
  let bits = 0
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xffff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += BASE32[(buffer >> bits) & 31]
    }
  }
  if (bits > 0) text += BASE32[(buffer << (5 - bits)) & 31]
  return text
}

/** Prefixes of unique ids. Source: IAM User Guide, "IAM identifiers". */
export type UniqueIdPrefix = 'AIDA' | 'AGPA' | 'ANPA' | 'AROA' | 'AIPA' | 'APKA' | 'ASCA' | 'ACCA'

/** A unique id: the prefix and 17 Base32 characters, as AWS's are today. */
export function uniqueId(prefix: UniqueIdPrefix, random: Random): string {
  return prefix + base32(random.bytes(11)).slice(0, 17)
}

/** Version 4. Source: RFC 9562, section 5.4. */
export function uuid(random: Random): string {
  const bytes = random.bytes(16)
  const hex = [...bytes].map((byte, place) => {
    if (place === 6) return (byte & 0x0f) | 0x40
    return place === 8 ? (byte & 0x3f) | 0x80 : byte
  })
  const digits = hex.map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** 12 digits, leading zeros kept; never starts with 0 here, so that spreadsheets don't eat it. */
export function newAccountId(random: Random): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = random.bytes(6)
  const value = ((((a * 256 + b) * 256 + c) * 256 + d) * 256 + e) * 256 + f
  return String(100_000_000_000 + (value % 900_000_000_000))
}

/**
 * An access key id that names its account as AWS's do: bit 79 set, 40 bits of account id, 39 random bits, Base32.
 * Source: Aidan Steele, "AWS Access Key ID formats" (2020); Tal Be'ery (2023).
 */
export function accessKeyId(prefix: 'AKIA' | 'ASIA', accountId: string, random: Random): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = random.bytes(5)
  const chance = (BigInt(a & 0x7f) << 32n) | BigInt(((b << 24) | (c << 16) | (d << 8) | e) >>> 0)
  const value = (1n << 79n) | (BigInt(accountId) << 39n) | chance
  const bytes = new Uint8Array(10)
  for (let i = 0; i < 10; i++) bytes[i] = Number((value >> BigInt(8 * (9 - i))) & 0xffn)
  return prefix + base32(bytes)
}

/** The account id inside an access key id, or undefined where it names none (older or foreign forms). */
export function accountOfAccessKeyId(id: string): string | undefined {
  if (!/^(AKIA|ASIA)[A-Z2-7]{16}$/.test(id)) return undefined
  // Ten characters are 50 bits: bit 79, the account's 40, and nine of chance.
  let value = 0
  for (let at = 4; at < 14; at++) value = value * 32 + BASE32.indexOf(id.charAt(at))
  const account = Math.floor(value / 2 ** 9) - 2 ** 40
  return account >= 0 && account < 1e12 ? String(account).padStart(12, '0') : undefined
}

/** Odd, so multiplying by it modulo 2^64 can be undone: neighbours' ids look nothing like each other. */
const MIX = 0x9e37_79b9_7f4a_7c15n
const UNMIX = 0xf1de_83e1_9937_733dn

/**
 * An EC2 instance id that names its account, as access key ids do: 40 bits of account id and 24 of chance, mixed, in 17
 * hexadecimal digits that begin with 0, as AWS's do.
 */
export function instanceId(accountId: string, random: Random): string {
  const [a = 0, b = 0, c = 0] = random.bytes(3)
  const value = (BigInt(accountId) << 24n) | BigInt((a << 16) | (b << 8) | c)
  return `i-0${BigInt.asUintN(64, value * MIX)
    .toString(16)
    .padStart(16, '0')}`
}

/** The account id inside an instance id, or undefined if it names none. */
export function accountOfInstanceId(id: string): string | undefined {
  if (!/^i-0[0-9a-f]{16}$/.test(id)) return undefined
  const account = BigInt.asUintN(64, BigInt(`0x${id.slice(3)}`) * UNMIX) >> 24n
  return account < 10n ** 12n ? String(account).padStart(12, '0') : undefined
}

/** 40 characters of the Base64 alphabet: 30 random bytes. */
export function secretAccessKey(random: Random): string {
  return btoa(String.fromCharCode(...random.bytes(30)))
}
