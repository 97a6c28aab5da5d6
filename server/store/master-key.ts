import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isExisting, makeFolder } from './make-folder.js'
import { StoreError } from './store-error.js'

const KEY_BYTES = 32

/**
 * The key that seals secrets at rest: `IAM_DOJO_MASTER_KEY` (Base64, 32 bytes), else a file made at the first start,
 * in a folder of its own (0700, file 0600), apart from the database: a copied database file alone reveals nothing.
 */
export function loadMasterKey(dataDir: string): Uint8Array {
  const given = process.env.IAM_DOJO_MASTER_KEY
  if (given !== undefined) return decoded(given, 'IAM_DOJO_MASTER_KEY')
  const folder = join(dataDir, 'keys')
  const file = join(folder, 'master.key')
  try {
    makeFolder(folder)
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!isExisting(error)) throw unusable(dataDir, error)
  }
  return decoded(readFileSync(file, 'utf8'), file)
}

function decoded(text: string, where: string): Uint8Array {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== KEY_BYTES) throw new StoreError('wrong-key', `${where} must hold 32 bytes in Base64.`)
  return key
}

function unusable(dataDir: string, error: unknown): StoreError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  if (code === 'ENOSPC') return new StoreError('full', `The disk that holds ${dataDir} is full. Make room, then start again.`)
  return new StoreError('unusable', `The data folder ${dataDir} can't be used (${code}). Choose another with --data.`)
}
