import { createPublicKey, type KeyObject } from 'node:crypto'
import { field, fieldsOf, numberField } from '../ssh-fields.js'

/** The two types of key that EC2 keeps. */
export type KeyType = 'rsa' | 'ed25519'

export const SSH_NAMES = { rsa: 'ssh-rsa', ed25519: 'ssh-ed25519' } as const satisfies Record<KeyType, string>

export interface PublicKey {
  keyType: KeyType
  /** As SSH writes it, in the shortest form: two blobs are the same key exactly if their bytes are the same. */
  blob: Buffer
}

const bytesOf = (base64url: string | undefined): Buffer => Buffer.from(base64url ?? '', 'base64url')

/** The public half of an RSA or ED25519 key; undefined for a key of any other type. */
export function publicKeyOf(key: KeyObject): PublicKey | undefined {
  if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'ed25519') return undefined
  const keyType = key.asymmetricKeyType
  const { e, n, x } = key.export({ format: 'jwk' })
  const parts = keyType === 'rsa' ? [numberField(bytesOf(e)), numberField(bytesOf(n))] : [field(bytesOf(x))]
  return { keyType, blob: Buffer.concat([field(SSH_NAMES[keyType]), ...parts]) }
}

/** The key in SSH's own bytes. Throws for bytes that are no RSA or ED25519 key. */
export function keyObjectOf(blob: Buffer): KeyObject {
  const [name, first, second, ...rest] = fieldsOf(blob)
  if (!first || rest.length > 0) throw new Error('an RSA key has two numbers, and an ED25519 key has one text')
  if (name?.toString('latin1') === SSH_NAMES.rsa && second) {
    return createPublicKey({ key: { kty: 'RSA', e: positive(first), n: positive(second) }, format: 'jwk' })
  }
  if (name?.toString('latin1') !== SSH_NAMES.ed25519 || second) throw new Error('neither an RSA nor an ED25519 key')
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: first.toString('base64url') }, format: 'jwk' })
}

function positive(number: Buffer): string {
  if ((number[0] ?? 128) >= 128) throw new Error('a number of an RSA key is above 0')
  return number.toString('base64url')
}

/** `ssh-rsa AAAA…`, with a comment if there is one: a line of authorized_keys. */
export const openSshLine = ({ keyType, blob }: PublicKey, comment = ''): string =>
  `${SSH_NAMES[keyType]} ${blob.toString('base64')}${comment === '' ? '' : ` ${comment}`}`
