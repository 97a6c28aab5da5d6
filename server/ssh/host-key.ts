import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import type { OwnSecrets } from '../store/own-secrets.js'
import { field, fingerprintOf, uint32 } from './key-blob.js'

/** What a client checks before it says who it is. There is one for all instances: they share one port. */
export interface HostKey {
  /** The private key in OpenSSH's own format. */
  privateKey: string
  /** The public half's bytes. Source: RFC 8709, section 4. */
  blob: Buffer
  /** `SHA256:…`, as ssh asks about it and as the console output of an instance shows it. */
  fingerprint: string
}

/** Made once for each database, and sealed in it, so that a client that has seen this server knows it again. */
export async function hostKeyOf(secrets: OwnSecrets): Promise<HostKey> {
  const pem = await secrets.get('ssh-host-key', () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  )
  const { d = '', x = '' } = createPrivateKey(pem).export({ format: 'jwk' })
  const [seed, publicKey] = [Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')]
  const blob = Buffer.concat([field('ssh-ed25519'), field(publicKey)])
  return { privateKey: opensshPem(blob, seed, publicKey), blob, fingerprint: fingerprintOf(blob) }
}

/** An unencrypted ED25519 key. Source: OpenSSH, PROTOCOL.key. */
function opensshPem(blob: Buffer, seed: Buffer, publicKey: Buffer): string {
  const check = randomBytes(4)
  const inner = Buffer.concat([
    ...[check, check],
    field('ssh-ed25519'),
    field(publicKey),
    field(Buffer.concat([seed, publicKey])),
    field('host key'),
  ])
  const padding = Buffer.from(Array.from({ length: (8 - (inner.length % 8)) % 8 }, (_, index) => index + 1))
  const outer = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...[field('none'), field('none'), field('')],
    uint32(1),
    field(blob),
    field(Buffer.concat([inner, padding])),
  ])
  const lines = outer.toString('base64').replace(/.{1,70}/g, '$&\n')
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}-----END OPENSSH PRIVATE KEY-----\n`
}
