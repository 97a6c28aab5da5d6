import { createPublicKey, type KeyObject } from 'node:crypto'
import { fieldsOf } from '../ssh-fields.js'
import { keyObjectOf, type PublicKey, publicKeyOf, SSH_NAMES } from './public-key.js'

/** Longer texts aren't looked at: none of them is a key that EC2 takes. */
const MAX_LENGTH = 2048
/** Source: EC2 User Guide, "Create a key pair using a third-party tool and import the public key". */
const RSA_BITS = { min: 1024, max: 4096 }

/**
 * A public key in a form that EC2 imports: OpenSSH's line, DER in Base64, RFC 4716, PEM. Undefined for everything else, such
 * as a private key, an RSA key of another size, or a key that is neither RSA nor ED25519. A comment is dropped.
 * Source: EC2 API Reference, "ImportKeyPair".
 */
export function importedKey(text: string): PublicKey | undefined {
  if (text.length > MAX_LENGTH) return undefined
  const trimmed = text.trim()
  try {
    const key = read(trimmed)
    return key && isAccepted(key) ? publicKeyOf(key) : undefined
  } catch {
    return undefined
  }
}

function read(text: string): KeyObject | undefined {
  if (text.startsWith('---- ')) return fromRfc4716(text)
  if (text.startsWith('-----')) return fromPem(text)
  if (text.startsWith('ssh-')) return fromLine(text)
  return fromDer(fromBase64(text))
}

function isAccepted({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  if (asymmetricKeyType !== 'rsa') return asymmetricKeyType === 'ed25519'
  const bits = asymmetricKeyDetails?.modulusLength ?? 0
  return bits >= RSA_BITS.min && bits <= RSA_BITS.max
}

/** Throws for characters that Base64 doesn't have; white space may stand between its own. */
function fromBase64(text: string): Buffer {
  const compact = text.replace(/\s/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) throw new Error('this is no Base64')
  return Buffer.from(compact, 'base64')
}

/** `ssh-rsa AAAA… comment`. The name before the bytes is the one within them. */
function fromLine(text: string): KeyObject | undefined {
  if (/[\r\n]/.test(text)) return undefined
  const [name, base64 = ''] = text.split(/[ \t]+/, 2)
  if (name !== SSH_NAMES.rsa && name !== SSH_NAMES.ed25519) return undefined
  const blob = fromBase64(base64)
  return fieldsOf(blob)[0]?.toString('latin1') === name ? keyObjectOf(blob) : undefined
}

/** A header may go on in the next line, after a backslash. Source: RFC 4716, section 3. */
function fromRfc4716(text: string): KeyObject | undefined {
  const lines = text.split(/\r\n|\r|\n/)
  if (lines[0] !== '---- BEGIN SSH2 PUBLIC KEY ----' || lines.pop() !== '---- END SSH2 PUBLIC KEY ----') return undefined
  let at = 1
  while (lines[at]?.includes(':')) {
    while (lines[at]?.endsWith('\\')) at++
    at++
  }
  return keyObjectOf(fromBase64(lines.slice(at).join('')))
}

/** Of public keys only: what reads PEM would take the public half out of a private key. */
const fromPem = (text: string): KeyObject | undefined =>
  /^-----BEGIN (RSA )?PUBLIC KEY-----\r?\n/.test(text) ? createPublicKey(text) : undefined

function fromDer(key: Buffer): KeyObject | undefined {
  try {
    return createPublicKey({ key, format: 'der', type: 'spki' })
  } catch {
    const read = createPublicKey({ key, format: 'der', type: 'pkcs1' })
    // Out of a private key the public half is read.
    return read.export({ format: 'der', type: 'pkcs1' }).equals(key) ? read : undefined
  }
}
