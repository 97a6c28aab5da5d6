import { createHash, createHmac, type KeyObject } from 'node:crypto'
import { field, numberField } from '../ssh-fields.js'
import { type PublicKey, SSH_NAMES } from './public-key.js'
import { wrapped } from './wrapped.js'

const LINE = 64
const ENCRYPTION = 'none'

/**
 * A private key for PuTTY, without a passphrase, in version 2, which every PuTTY since 2002 reads. The comment is one line.
 * Source: PuTTY User Manual, appendix C, "PPK file format".
 */
export function ppk(privateKey: KeyObject, { keyType, blob }: PublicKey, comment: string): string {
  const name = SSH_NAMES[keyType]
  const secret = privateHalf(privateKey)
  const [publicLines, privateLines] = [wrapped(blob, LINE), wrapped(secret, LINE)]
  const macKey = createHash('sha1').update('putty-private-key-file-mac-key').digest()
  const mac = createHmac('sha1', macKey)
  for (const part of [name, ENCRYPTION, comment, blob, secret]) mac.update(field(part))
  return [
    `PuTTY-User-Key-File-2: ${name}`,
    `Encryption: ${ENCRYPTION}`,
    `Comment: ${comment}`,
    `Public-Lines: ${publicLines.length}`,
    ...publicLines,
    `Private-Lines: ${privateLines.length}`,
    ...privateLines,
    `Private-MAC: ${mac.digest('hex')}`,
    '',
  ].join('\n')
}

/** RSA: the private exponent, both primes, and the inverse of the second. ED25519: the private key's 32 bytes. */
function privateHalf(privateKey: KeyObject): Buffer {
  const { kty, d, p, q, qi } = privateKey.export({ format: 'jwk' })
  const bytes = (text = ''): Buffer => Buffer.from(text, 'base64url')
  return kty === 'RSA' ? Buffer.concat([d, p, q, qi].map((number) => numberField(bytes(number)))) : field(bytes(d))
}
