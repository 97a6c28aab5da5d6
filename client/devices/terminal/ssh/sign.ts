import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { bytesOf, concat, field, numberOf } from './fields.js'
import type { PrivateKey, RsaPrivateKey } from './private-key.js'

/** An RSA key signs with either hash; SHA-1 is not spoken any more. Source: RFC 8332. */
export type SignatureAlgorithm = 'rsa-sha2-256' | 'rsa-sha2-512' | 'ssh-ed25519'

/** What stands before a hash in a signature: DigestInfo in DER. Source: RFC 8017, section 9.2, note 1. */
const HASHES = {
  'rsa-sha2-256': {
    hash: sha256,
    prefix: Uint8Array.from([0x30, 0x31, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20]),
  },
  'rsa-sha2-512': {
    hash: sha512,
    prefix: Uint8Array.from([0x30, 0x51, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3, 5, 0, 4, 0x40]),
  },
} as const

/** OpenSSH's own choice for a key. */
export const algorithmOf = (key: PrivateKey): SignatureAlgorithm => (key.type === 'ssh-rsa' ? 'rsa-sha2-512' : key.type)

/** A signature as SSH sends it: the name of the algorithm, and the signature. Source: RFC 4253, section 6.6; RFC 8709. */
export function signature(key: PrivateKey, data: Uint8Array, algorithm = algorithmOf(key)): Uint8Array {
  if (key.type === 'ssh-ed25519') return concat(field(key.type), field(ed25519.sign(data, key.seed)))
  if (algorithm === 'ssh-ed25519') throw new Error('an RSA key has no ED25519 signature')
  return concat(field(algorithm), field(rsaSignature(key, data, algorithm)))
}

/** RSASSA-PKCS1-v1_5. Source: RFC 8017, section 8.2.1. */
function rsaSignature(key: RsaPrivateKey, data: Uint8Array, algorithm: keyof typeof HASHES): Uint8Array {
  const { hash, prefix } = HASHES[algorithm]
  const length = Math.ceil(key.modulus.toString(16).length / 2)
  const info = concat(prefix, hash(data))
  const filling = length - info.length - 3
  if (filling < 8) throw new Error('the RSA key is too short for this hash')
  const message = concat(Uint8Array.of(0, 1), new Uint8Array(filling).fill(0xff), Uint8Array.of(0), info)
  return bytesOf(withPrimes(key, numberOf(message)), length)
}

/** `number ** privateExponent % modulus`, four times as fast as without the primes. Source: RFC 8017, section 5.1.2. */
function withPrimes({ privateExponent, primes: [p, q], coefficient }: RsaPrivateKey, number: bigint): bigint {
  const byP = power(number % p, privateExponent % (p - 1n), p)
  const byQ = power(number % q, privateExponent % (q - 1n), q)
  return byQ + q * positive((byP - byQ) * coefficient, p)
}

const positive = (number: bigint, modulus: bigint): bigint => ((number % modulus) + modulus) % modulus

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus
    if (bit === '1') result = (result * base) % modulus
  }
  return result
}
