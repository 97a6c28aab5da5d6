import { closeSync, existsSync, openSync, readSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'libsql'
import { findDamage, findSchemaDamage, isDamage } from './damage.js'
import { type DatabaseFiles, isCopyable, makeCopy, makePrivateFile, sizeOf } from './database-files.js'
import { damageSentence, fullSentence } from './file-watch.js'
import { refuseForeign } from './foreign.js'
import { makeFolder } from './make-folder.js'
import { StoreError, unusableFolder } from './store-error.js'
import { codeOf, isFull, reasonOf } from './system-error.js'
import { isWalDamaged } from './wal.js'
import { wayOut } from './way-out.js'

export interface OpenFile {
  database: Database.Database
  /** The last process that had it open did not stop cleanly. */
  unclean: boolean
  /** Small enough to be checked for damage here. */
  checked: boolean
}

/** Up to this size a check takes some 100 ms, less than a process for it takes to start. */
const CHECKED_AT_ONCE_BYTES = 16_000_000

/**
 * Opens the database's file for this process alone. SQLite's exclusive lock is the operating system's, so a killed
 * process leaves none behind. `acceptLoss`: go on although the last changes before a crash can't be read.
 *
 * A refused database stays open until the process exits: to close it would write its log into it. Nothing here opens and
 * closes the file by itself while SQLite has it, since POSIX then drops SQLite's lock.
 */
export function openSqliteFile(files: DatabaseFiles, acceptLoss: boolean): OpenFile {
  try {
    makeFolder(dirname(files.database))
    makePrivateFile(files.database)
    putStaleLogAside(files)
    const unclean = existsSync(files.running) || sizeOf(files.wal) > 0
    const lost = acceptLoss ? undefined : lostChanges(files)
    const database = new Database(files.database)
    database.pragma('busy_timeout = 0')
    database.pragma('locking_mode = EXCLUSIVE')
    database.exec('BEGIN EXCLUSIVE; COMMIT')
    // Told now: until the lock is ours, another process may be writing the log.
    if (lost) {
      // SQLite made an empty log when it found none, which must not look like a whole one at the next start.
      if (sizeOf(files.wal) === 0) rmSync(files.wal, { force: true })
      throw lost
    }
    const checked = sizeOf(files.database) <= CHECKED_AT_ONCE_BYTES
    const finding = checked ? findDamage(database) : findSchemaDamage(database)
    if (finding !== undefined) throw new StoreError('damaged', damageSentence(files, finding))
    refuseForeign(database, files.database)
    startLog(database, files)
    return { database, unclean, checked }
  } catch (error) {
    throw openError(error, files)
  }
}

/**
 * Everything into the one file, a copy beside it if `copied` is given, and the lock back. Throws what the disk says against
 * it; `copied` is called with the error of a copy that could not be made.
 */
export function closeSqliteFile(
  database: Database.Database,
  files: DatabaseFiles,
  copied?: (failed: StoreError) => void,
): void {
  checkpoint(database)
  rmSync(files.running, { force: true })
  database.pragma('journal_mode = DELETE')
  try {
    if (copied) copyAtStop(database, files, copied)
  } finally {
    // The driver keeps statements, and with them the lock, until they are collected: it is given back by hand.
    database.pragma('locking_mode = NORMAL')
    database.prepare('SELECT count(*) FROM sqlite_master').all()
  }
}

/** Writes the whole log into the database, and makes it empty. */
export function checkpoint(database: Database.Database): void {
  database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all()
}

/** A damaged database never takes the place of a good copy. */
function copyAtStop(database: Database.Database, files: DatabaseFiles, copied: (failed: StoreError) => void): void {
  if (!isCopyable(files)) return
  const finding = findDamage(database)
  if (finding !== undefined) throw new StoreError('damaged', damageSentence(files, finding))
  try {
    makeCopy(files)
  } catch (error) {
    copied(new StoreError('unusable', `${files.copy} could not be made: ${reasonOf(error)}.`, { cause: error }))
  }
}

function startLog(database: Database.Database, files: DatabaseFiles): void {
  makePrivateFile(files.wal)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = NORMAL')
  database.exec('BEGIN EXCLUSIVE; COMMIT')
  try {
    // What a killed process left in the log is in the database from here on.
    checkpoint(database)
  } catch (error) {
    // It can stay in the log until there is room.
    if (!isFull(error)) throw error
  }
  makePrivateFile(files.running)
}

/**
 * SQLite would write any log that lies beside a database into it. A database that was closed cleanly has none, so a log
 * there belongs to the database that stood here before, such as a damaged one that a copy has replaced.
 */
function putStaleLogAside({ database, wal, running }: DatabaseFiles): void {
  if (!isWithoutLog(database)) return
  if (sizeOf(wal) > 0) renameSync(wal, `${wal}.old`)
  rmSync(running, { force: true })
}

/** Is the file's version number, at byte 18, that of a database without a log? Source: sqlite.org/fileformat2.html. */
function isWithoutLog(database: string): boolean {
  const descriptor = openSync(database, 'r')
  try {
    const version = Buffer.alloc(1)
    return readSync(descriptor, version, 0, 1, 18) === 1 && version[0] === 1
  } finally {
    closeSync(descriptor)
  }
}

/** The last changes are in the log alone until they are written into the database. */
function lostChanges(files: DatabaseFiles): StoreError | undefined {
  const { database, wal, running } = files
  const missing = existsSync(running) && !existsSync(wal)
  if (!missing && !isWalDamaged(wal)) return undefined
  const what = missing ? `${wal} is missing` : `${wal} is damaged`
  return new StoreError(
    'damaged',
    `${what}, and the last changes to ${database} are in it. ${wayOut(files)} To continue without these changes, add --accept-loss.`,
  )
}

function openError(error: unknown, files: DatabaseFiles): Error {
  if (error instanceof StoreError) return error
  const folder = dirname(files.database)
  const code = codeOf(error)
  const cause = { cause: error }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new StoreError(
      'locked',
      `Another IAM Dojo is using ${folder}. Stop it, or choose another folder with --data.`,
      cause,
    )
  }
  if (isFull(error)) return new StoreError('full', fullSentence(folder), cause)
  if (isDamage(error)) return new StoreError('damaged', damageSentence(files, reasonOf(error)), cause)
  return unusableFolder(folder, error)
}
