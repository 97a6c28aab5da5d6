import { ed25519 } from '@noble/curves/ed25519.js'
import { base64Of, bytesOfBase64Url } from '../../../../server/aws/base64.js'
import { concat, field, numberField, numberOf } from './fields.js'

/** A new private key in OpenSSH's own format, and its public half. */
export interface NewKey {
  privateText: string
  blob: Uint8Array
}

/** Both halves of an ED25519 key. Source: RFC 8709; OpenSSH, PROTOCOL.key. */
export function newEd25519Key(comment: string): NewKey {
  const seed = crypto.getRandomValues(new Uint8Array(32))
  const point = ed25519.getPublicKey(seed)
  const blob = concat(field('ssh-ed25519'), field(point))
  return written(blob, [blob, field(concat(seed, point)), field(comment)])
}

/** Undefined on a page without WebCrypto: plain HTTP on another machine. */
export async function newRsaKey(bits: number, comment: string): Promise<NewKey | undefined> {
  if (!globalThis.crypto.subtle) return undefined
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: bits, publicExponent: Uint8Array.of(1, 0, 1) }
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const jwk = await crypto.subtle.exportKey('jwk', pair.privateKey)
  const number = (text = '') => numberField(numberOf(bytesOfBase64Url(text)))
  const [n, e, d, qi, p, q] = [jwk.n, jwk.e, jwk.d, jwk.qi, jwk.p, jwk.q].map(number)
  if (!n || !e || !d || !qi || !p || !q) return undefined
  const type = field('ssh-rsa')
  return written(concat(type, e, n), [type, n, e, d, qi, p, q, field(comment)])
}

function written(blob: Uint8Array, halves: readonly Uint8Array[]): NewKey {
  const check = crypto.getRandomValues(new Uint8Array(4))
  const inner = concat(check, check, ...halves)
  const padding = Uint8Array.from({ length: (8 - (inner.length % 8)) % 8 }, (_, index) => index + 1)
  const outer = concat(
    new TextEncoder().encode('openssh-key-v1\0'),
    ...[field('none'), field('none'), field(''), Uint8Array.of(0, 0, 0, 1)],
    ...[field(blob), field(concat(inner, padding))],
  )
  const lines = base64Of(outer).replace(/.{1,70}/g, '$&\n')
  return { privateText: `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}-----END OPENSSH PRIVATE KEY-----\n`, blob }
}
