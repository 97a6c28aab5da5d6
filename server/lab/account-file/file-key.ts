import { scrypt, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { wrongPassphrase } from './errors.js'
import type { FileHead } from './file-head.js'

const KEY_BYTES = 32
const CHECK_BYTES = 16
/**
 * Some 0.3 s and 32 MB for each guess; part of the format: another cost is another version. Less than 32 MB would cost
 * more: the system's allocator keeps what is smaller, once for each thread, and gives 32 MB back at once.
 */
const SCRYPT = { N: 32_768, r: 8, p: 3, maxmem: 64_000_000 }

/** 12–1,024 characters. */
export const passphraseSchema = z
  .string()
  .min(12, 'a passphrase needs at least 12 characters')
  .max(1024, 'a passphrase has at most 1,024 characters')

/** The key of a file, and what tells a wrong passphrase from a damaged file. */
export async function derivedKey(passphrase: string, salt: Uint8Array): Promise<{ key: Uint8Array; check: Uint8Array }> {
  const bytes = await slowly(passphrase.normalize('NFKC'), salt)
  return { key: bytes.subarray(0, KEY_BYTES), check: bytes.subarray(KEY_BYTES) }
}

/** Throws ApiError when the passphrase is not the file's. */
export async function keyOfFile(head: FileHead, passphrase: string): Promise<Uint8Array> {
  const { key, check } = await derivedKey(passphrase, Buffer.from(head.salt, 'base64'))
  if (!timingSafeEqual(check, Buffer.from(head.check, 'base64'))) throw wrongPassphrase()
  return key
}

let last: Promise<unknown> = Promise.resolve()

/** One derivation at a time: whoever asks for many waits, and nobody else's memory pays. */
function slowly(passphrase: string, salt: Uint8Array): Promise<Buffer> {
  const work = last.then(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        scrypt(passphrase, salt, KEY_BYTES + CHECK_BYTES, SCRYPT, (error, key) => (error ? reject(error) : resolve(key)))
      }),
  )
  last = work.catch(() => undefined)
  return work
}
