import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { Secret } from '../../account/secret.js'
import { fingerprintOfCreated } from './fingerprints.js'
import { openSshPem } from './openssh-pem.js'
import { ppk } from './ppk.js'
import { type KeyType, type PublicKey, publicKeyOf } from './public-key.js'

/** EC2's RSA keys have 2,048 bits. Source: EC2 API Reference, "CreateKeyPair". */
const RSA_BITS = 2048

export type KeyFormat = 'pem' | 'ppk'

export interface NewKeyPair {
  publicKey: PublicKey
  /** By EC2's rule for keys that it made. */
  fingerprint: string
  /** The private half, as a file. */
  material: Secret
}

const generate = promisify(generateKeyPair)

/**
 * Makes a key pair in a thread of its own. RSA comes as PKCS #1 PEM, ED25519 as OpenSSH's PEM, both as a `.ppk` if that is
 * asked for. The comment is one line.
 */
export async function newKeyPair(options: { keyType: KeyType; keyFormat: KeyFormat; comment: string }): Promise<NewKeyPair> {
  const { keyType, keyFormat, comment } = options
  const { privateKey } = await (keyType === 'rsa' ? generate('rsa', { modulusLength: RSA_BITS }) : generate('ed25519'))
  const publicKey = publicKeyOf(privateKey)
  if (!publicKey) throw new Error('a key of another type was made')
  const material = keyFormat === 'ppk' ? ppk(privateKey, publicKey, comment) : pem(privateKey, publicKey, comment)
  return { publicKey, fingerprint: fingerprintOfCreated(privateKey, publicKey), material: new Secret(material) }
}

const pem = (privateKey: KeyObject, publicKey: PublicKey, comment: string): string =>
  publicKey.keyType === 'rsa'
    ? privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
    : openSshPem(privateKey, publicKey, comment)
