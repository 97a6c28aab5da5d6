import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { field, fieldsOf, numberField } from './ssh-fields.js'

/** An RSA public key as OpenSSH writes it. */
export interface SshRsaKey {
  bits: number
  /** The bytes behind `ssh-rsa`: the type, the exponent, and the modulus. Source: RFC 4253, section 6.6. */
  blob: Buffer
  comment: string
}

/** From `ssh-rsa …` or PEM; undefined for anything else, a private key among it. */
export function sshRsaKey(text: string): SshRsaKey | undefined {
  const trimmed = text.trim()
  try {
    return trimmed.startsWith('-----') ? fromPem(trimmed) : fromLine(trimmed)
  } catch {
    return undefined
  }
}

/** `ssh-rsa BASE64`, with the comment if there is one. */
export const sshLine = ({ blob, comment }: SshRsaKey): string =>
  ['ssh-rsa', blob.toString('base64'), ...(comment === '' ? [] : [comment])].join(' ')

/** SubjectPublicKeyInfo in PEM. */
export const pemOf = (key: SshRsaKey): string => keyObject(key.blob).export({ type: 'spki', format: 'pem' }).toString()

/** MD5 over the key's bytes, in pairs. */
export const fingerprintOf = ({ blob }: SshRsaKey): string =>
  createHash('md5')
    .update(blob)
    .digest('hex')
    .replace(/..(?!$)/g, '$&:')

function fromPem(text: string): SshRsaKey | undefined {
  if (!/^-----BEGIN (RSA )?PUBLIC KEY-----/.test(text)) return undefined
  const { kty, e = '', n = '' } = createPublicKey(text).export({ format: 'jwk' })
  if (kty !== 'RSA') return undefined
  const [exponent, modulus] = [Buffer.from(e, 'base64url'), Buffer.from(n, 'base64url')]
  return sized(Buffer.concat([field('ssh-rsa'), numberField(exponent), numberField(modulus)]), '')
}

function fromLine(text: string): SshRsaKey | undefined {
  const [, base64 = '', comment = ''] = /^ssh-rsa[ \t]+([A-Za-z0-9+/]+={0,2})(?:[ \t]+([^\r\n]*))?$/.exec(text) ?? []
  const blob = Buffer.from(base64, 'base64')
  return fieldsOf(blob)[0]?.toString() === 'ssh-rsa' ? sized(blob, comment.trim()) : undefined
}

/** Throws for bytes that are no RSA key. */
function sized(blob: Buffer, comment: string): SshRsaKey | undefined {
  const { modulusLength } = keyObject(blob).asymmetricKeyDetails ?? {}
  return modulusLength === undefined ? undefined : { bits: modulusLength, blob, comment }
}

function keyObject(blob: Buffer): KeyObject {
  const [, e, n, ...rest] = fieldsOf(blob)
  if (!e || !n || rest.length > 0) throw new Error('an ssh-rsa key has a type, an exponent and a modulus')
  const jwk = { kty: 'RSA', e: e.toString('base64url'), n: n.subarray(n[0] === 0 ? 1 : 0).toString('base64url') }
  return createPublicKey({ key: jwk, format: 'jwk' })
}
