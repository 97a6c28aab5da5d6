import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { keepPrivate } from './database-files.js'
import { makeFolder } from './make-folder.js'
import { StoreError } from './store-error.js'
import { isFull, reasonOf } from './system-error.js'

const KEY_BYTES = 32

/** Where the key that seals secrets comes from. Each method throws StoreError with a plain sentence. */
export interface MasterKey {
  /** The key of a database that exists. */
  existing(): Uint8Array
  /** A key for a new database. It counts once the database is committed and `settle` was called. */
  forNewDatabase(): Uint8Array
  /** The database that this key seals is on disk. */
  settle(): void
}

/** A key that is given as it is: by `IAM_DOJO_MASTER_KEY`, or by a test. */
export const givenKey = (key: Uint8Array): MasterKey => ({ existing: () => key, forNewDatabase: () => key, settle() {} })

/** `IAM_DOJO_MASTER_KEY` (Base64, 32 bytes), or undefined where it is not set. */
export function keyFromEnvironment(): MasterKey | undefined {
  const given = process.env.IAM_DOJO_MASTER_KEY
  return given === undefined ? undefined : givenKey(decoded(given, 'IAM_DOJO_MASTER_KEY'))
}

/**
 * The key of a PostgreSQL database, in a file that the person at the machine made: all servers of the database have it. Throws
 * StoreError.
 */
export function keyFromFile(file: string): MasterKey {
  if (!existsSync(file)) {
    throw new StoreError(
      'unusable',
      `There is no key file ${file}. Copy it from another server of this database, or make one for a new database: openssl rand -base64 32`,
    )
  }
  try {
    keepPrivate(file)
    return givenKey(decoded(readFileSync(file, 'utf8'), file))
  } catch (error) {
    if (error instanceof StoreError) throw error
    throw new StoreError('unusable', `The key file ${file} can't be used: ${reasonOf(error)}.`, { cause: error })
  }
}

/** Is there a key file that once sealed a database? */
export const hasKeyFile = (dataDir: string): boolean => existsSync(fileOf(dataDir))

/**
 * A file made at the first start, in a folder of its own (0700, file 0600), apart from the database: a copied database
 * file alone reveals nothing. It has a temporary name until the database is committed, so that a kill in between leaves
 * neither a database without its key nor a key that looks as if its database were lost.
 */
export function keyFile(dataDir: string): MasterKey {
  const file = fileOf(dataDir)
  const unsettled = `${file}.new`
  return {
    existing() {
      if (existsSync(file)) return privateKey(dataDir, file)
      if (existsSync(unsettled)) return privateKey(dataDir, unsettled)
      throw new StoreError(
        'wrong-key',
        `${file} is missing, and the database in ${dataDir} can't be opened without it. Restore that key file, or choose another folder with --data.`,
      )
    },
    forNewDatabase() {
      // An older version made the key before the database.
      if (existsSync(file)) return privateKey(dataDir, file)
      const key = randomBytes(KEY_BYTES)
      orRefuse(dataDir, unsettled, () => {
        makeFolder(join(dataDir, 'keys'))
        keepPrivate(join(dataDir, 'keys'), 0o700)
        writeDurably(unsettled, `${key.toString('base64')}\n`)
      })
      return key
    },
    settle() {
      if (!existsSync(file) && existsSync(unsettled)) orRefuse(dataDir, file, () => renameSync(unsettled, file))
    },
  }
}

const fileOf = (dataDir: string): string => join(dataDir, 'keys', 'master.key')

function privateKey(dataDir: string, file: string): Uint8Array {
  return orRefuse(dataDir, file, () => {
    keepPrivate(join(dataDir, 'keys'), 0o700)
    keepPrivate(file)
    return decoded(readFileSync(file, 'utf8'), file)
  })
}

/** On disk before the database is: without its key that would be worthless. */
function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, 'w', 0o600)
  try {
    writeSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function decoded(text: string, where: string): Uint8Array {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== KEY_BYTES) throw new StoreError('wrong-key', `${where} must contain 32 bytes in Base64.`)
  return key
}

function orRefuse<T>(dataDir: string, file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof StoreError) throw error
    if (isFull(error)) {
      throw new StoreError('full', `The disk that holds ${dataDir} is full. Make room, then try again.`, { cause: error })
    }
    throw new StoreError('unusable', `The key ${file} can't be used: ${reasonOf(error)}.`, { cause: error })
  }
}
