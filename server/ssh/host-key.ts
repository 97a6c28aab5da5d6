import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { openSshPem } from '../credentials/key-pairs/openssh-pem.js'
import { publicKeyOf } from '../credentials/key-pairs/public-key.js'
import type { OwnSecrets } from '../store/own-secrets.js'
import { fingerprintOf } from './key-blob.js'

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
  const key = createPrivateKey(pem)
  const publicKey = publicKeyOf(key)
  if (!publicKey) throw new Error('the host key is of another type')
  const { blob } = publicKey
  return { privateKey: openSshPem(key, publicKey, 'host key'), blob, fingerprint: fingerprintOf(blob) }
}
