import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesOfBase64 } from '../../../../server/aws/base64.js'
import { concat, Fields, field, numberField, numberOf } from './fields.js'

export interface RsaPrivateKey {
  type: 'ssh-rsa'
  modulus: bigint
  privateExponent: bigint
  /** Both primes, and the inverse of the second. */
  primes: readonly [bigint, bigint]
  coefficient: bigint
  publicBlob: Uint8Array
  comment: string
}

export interface Ed25519PrivateKey {
  type: 'ssh-ed25519'
  seed: Uint8Array
  publicBlob: Uint8Array
  comment: string
}

export type PrivateKey = RsaPrivateKey | Ed25519PrivateKey

/** Far above what a key of 16,384 bits needs, which is OpenSSH's largest. */
const MAX_LENGTH = 64 * 1024
const MAX_BITS = 16_384
const MAGIC = 'openssh-key-v1\0'

/**
 * A private key from PKCS #1 PEM or from OpenSSH's own: those that EC2 and `ssh-keygen` make. `encrypted` needs a passphrase,
 * `invalid` is none of them. Nothing here needs WebCrypto, which a page has only on HTTPS and localhost.
 * Source: RFC 8017, appendix A.1.2; OpenSSH, PROTOCOL.key.
 */
export function readPrivateKey(text: string): PrivateKey | 'encrypted' | 'invalid' {
  if (text.length > MAX_LENGTH) return 'invalid'
  try {
    const [, label = '', body = ''] =
      /^-----BEGIN (RSA|OPENSSH) PRIVATE KEY-----\r?\n([\s\S]*?)-----END \1 PRIVATE KEY-----/.exec(text.trimStart()) ?? []
    if (label === '') return 'invalid'
    if (body.includes('ENCRYPTED')) return 'encrypted'
    const bytes = bytesOfBase64(body.replace(/\s/g, ''))
    return label === 'RSA' ? fromPkcs1(bytes) : fromOpenSsh(bytes)
  } catch {
    return 'invalid'
  }
}

function fromOpenSsh(bytes: Uint8Array): PrivateKey | 'encrypted' | 'invalid' {
  const outer = new Fields(bytes)
  if (new TextDecoder().decode(outer.raw(MAGIC.length)) !== MAGIC) return 'invalid'
  const cipher = outer.text()
  outer.field()
  outer.field()
  if (outer.uint32() !== 1) return 'invalid'
  const publicBlob = outer.field()
  if (cipher !== 'none') return 'encrypted'
  const inner = new Fields(outer.field())
  const checks = [inner.uint32(), inner.uint32()]
  if (checks[0] !== checks[1]) return 'invalid'
  const key = keyFrom(inner)
  return isSame(key.publicBlob, publicBlob) ? key : 'invalid'
}

function keyFrom(inner: Fields): PrivateKey {
  const type = inner.text()
  if (type === 'ssh-ed25519') {
    const point = inner.field()
    const seed = inner.field().slice(0, 32)
    if (!isSame(ed25519.getPublicKey(seed), point)) throw new Error('the halves of the key differ')
    return { type, seed, publicBlob: concat(field(type), field(point)), comment: inner.text() }
  }
  if (type !== 'ssh-rsa') throw new Error('neither an RSA nor an ED25519 key')
  const [modulus, exponent, privateExponent] = [inner.number(), inner.number(), inner.number()]
  const [coefficient, p, q] = [inner.number(), inner.number(), inner.number()]
  return rsa({ modulus, exponent, privateExponent, primes: [p, q], coefficient, comment: inner.text() })
}

/** A SEQUENCE of nine numbers: version, modulus, both exponents, primes, their exponents, coefficient. */
function fromPkcs1(bytes: Uint8Array): PrivateKey {
  const [, modulus = 0n, exponent = 0n, privateExponent = 0n, p = 0n, q = 0n, , , coefficient = 0n] = numbersOfDer(bytes)
  return rsa({ modulus, exponent, privateExponent, primes: [p, q], coefficient, comment: '' })
}

function rsa({ exponent, ...key }: Omit<RsaPrivateKey, 'type' | 'publicBlob'> & { exponent: bigint }): RsaPrivateKey {
  const [p, q] = key.primes
  const bits = key.modulus.toString(2).length
  if (bits > MAX_BITS || p < 2n || q < 2n || p * q !== key.modulus) throw new Error('the primes are not those of the modulus')
  const publicBlob = concat(field('ssh-rsa'), numberField(exponent), numberField(key.modulus))
  return { type: 'ssh-rsa', ...key, publicBlob }
}

const INTEGER = 0x02
const SEQUENCE = 0x30

function numbersOfDer(bytes: Uint8Array): bigint[] {
  const outer = new Fields(bytes)
  const inner = new Fields(element(outer, SEQUENCE))
  return Array.from({ length: 9 }, () => numberOf(element(inner, INTEGER)))
}

/** Source: ITU-T X.690, section 8.1. */
function element(fields: Fields, tag: number): Uint8Array {
  const [found, size = 0] = fields.raw(2)
  if (found !== tag) throw new Error('DER of something else')
  return fields.raw(size < 128 ? size : Number(numberOf(fields.raw(size & 127))))
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, place) => byte === other[place])
