import { createHash } from 'node:crypto'

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** The length in four bytes, and so many bytes. Source: RFC 4251, section 5, "string". */
export function field(content: string | Buffer): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return Buffer.concat([uint32(bytes.length), bytes])
}

/** The kind of a public key, which is its first field: `ssh-ed25519`. Undefined for bytes that are no key. */
export function typeOf(blob: Buffer): string | undefined {
  if (blob.length < 4) return undefined
  const length = blob.readUInt32BE(0)
  return length > 64 || blob.length <= 4 + length ? undefined : blob.toString('latin1', 4, 4 + length)
}

/** As ssh-keygen prints it: `SHA256:` and 43 characters. */
export const fingerprintOf = (blob: Buffer): string =>
  `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
