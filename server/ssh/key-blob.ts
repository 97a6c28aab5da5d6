import { createHash } from 'node:crypto'

/** The kind of a public key, which is its first field: `ssh-ed25519`. Undefined for bytes that are no key. */
export function typeOf(blob: Buffer): string | undefined {
  if (blob.length < 4) return undefined
  const length = blob.readUInt32BE(0)
  return length > 64 || blob.length <= 4 + length ? undefined : blob.toString('latin1', 4, 4 + length)
}

/** As ssh-keygen prints it: `SHA256:` and 43 characters. */
export const fingerprintOf = (blob: Buffer): string =>
  `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
