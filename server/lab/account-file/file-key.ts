import { scrypt, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Job } from '../../worker/job.js'
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
export interface FileKey {
  key: Uint8Array
  check: Uint8Array
}

export type DeriveKey = (passphrase: string, salt: Uint8Array) => Promise<FileKey>

/** What the worker does for an export. */
export type KeyJobs = { deriveFileKey: Job<{ passphrase: string; salt: Uint8Array }, FileKey> }

/** Takes 32 MB: on the server it runs in the worker, where files are opened as well, so that it runs once at a time. */
export const deriveKey: DeriveKey = async (passphrase, salt) => {
  const bytes = await slowly(passphrase.normalize('NFKC'), salt)
  return { key: bytes.subarray(0, KEY_BYTES), check: bytes.subarray(KEY_BYTES) }
}

/** Throws ApiError when the passphrase is not the file's. */
export async function keyOfFile(head: FileHead, passphrase: string): Promise<Uint8Array> {
  const { key, check } = await deriveKey(passphrase, Buffer.from(head.salt, 'base64'))
  if (!timingSafeEqual(check, Buffer.from(head.check, 'base64'))) throw wrongPassphrase()
  return key
}

const slowly = (passphrase: string, salt: Uint8Array): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(passphrase, salt, KEY_BYTES + CHECK_BYTES, SCRYPT, (error, key) => (error ? reject(error) : resolve(key)))
  })
