import { createHash } from 'node:crypto'
import bcrypt from 'bcrypt'

/** Hashing of passwords, queued so that the API stays quick while a class signs in. */
export interface PasswordHasher {
  /** With `likeHash`, the salt and cost of that hash are used again, so that the results compare as strings. */
  hash(password: string, likeHash?: string): Promise<string>
  /** `hash: undefined` (no such user) takes the same time and is false. */
  verify(password: string, hash: string | undefined): Promise<boolean>
}

/** bcrypt reads 72 bytes and AWS allows 128 characters: it is given base64(SHA-256(password)), 44 bytes. */
export function prehash(password: string): string {
  return createHash('sha256').update(password, 'utf8').digest('base64')
}
export { bcrypt }
