import { createHash, type KeyObject } from 'node:crypto'
import { keyObjectOf, type PublicKey } from './public-key.js'

const inPairs = (digest: Buffer): string => digest.toString('hex').replace(/..(?!$)/g, '$&:')

/**
 * RSA: SHA-1 of the private key in PKCS #8, DER. ED25519: SHA-256 of the public key's SSH bytes, in Base64.
 * Source: EC2 User Guide, "Verify the fingerprint of your key pair"; EC2 API Reference, "CreateKeyPair".
 */
export function fingerprintOfCreated(privateKey: KeyObject, publicKey: PublicKey): string {
  if (publicKey.keyType === 'ed25519') return sha256(publicKey)
  return inPairs(
    createHash('sha1')
      .update(privateKey.export({ type: 'pkcs8', format: 'der' }))
      .digest(),
  )
}

/**
 * RSA: MD5 of the public key in SubjectPublicKeyInfo, DER, which is not the MD5 that `ssh-keygen` shows. ED25519: as for a
 * key that EC2 made.
 * Source: EC2 User Guide, "Verify the fingerprint of your key pair"; EC2 API Reference, "ImportKeyPair".
 */
export function fingerprintOfImported(publicKey: PublicKey): string {
  if (publicKey.keyType === 'ed25519') return sha256(publicKey)
  return inPairs(
    createHash('md5')
      .update(keyObjectOf(publicKey.blob).export({ type: 'spki', format: 'der' }))
      .digest(),
  )
}

/** With the padding that `ssh-keygen -l` leaves out. */
const sha256 = ({ blob }: PublicKey): string => createHash('sha256').update(blob).digest('base64')
