import { type KeyObject, randomBytes } from 'node:crypto'
import { field } from '../ssh-fields.js'
import { type PublicKey, SSH_NAMES } from './public-key.js'
import { wrapped } from './wrapped.js'

const BLOCK = 8
const LINE = 70

/**
 * An ED25519 private key as `ssh-keygen` writes it, without a passphrase. It ends with a newline: OpenSSH refuses it
 * without one.
 * Source: OpenSSH, PROTOCOL.key.
 */
export function openSshPem(privateKey: KeyObject, { blob }: PublicKey, comment: string): string {
  const { d = '', x = '' } = privateKey.export({ format: 'jwk' })
  const [seed, point] = [Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')]
  const check = randomBytes(4)
  const name = field(SSH_NAMES.ed25519)
  const content = Buffer.concat([check, check, name, field(point), field(Buffer.concat([seed, point])), field(comment)])
  const padding = Buffer.from(Array.from({ length: (BLOCK - (content.length % BLOCK)) % BLOCK }, (_, place) => place + 1))
  const one = Buffer.of(0, 0, 0, 1)
  const bytes = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    field('none'),
    field('none'),
    field(''),
    one,
    field(blob),
    field(Buffer.concat([content, padding])),
  ])
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...wrapped(bytes, LINE), '-----END OPENSSH PRIVATE KEY-----', ''].join('\n')
}
