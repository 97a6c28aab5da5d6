import { chmodSync, closeSync, copyFileSync, existsSync, openSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { codeOf } from './system-error.js'

/** The files of one SQLite database and what stands beside it. */
export interface DatabaseFiles {
  database: string
  /** SQLite's write-ahead log: there while the database is open, and after a kill. */
  wal: string
  /** There from the first write until a clean stop: tells a log that was taken away from one that is not needed. */
  running: string
  /** The database as it was at the last clean stop. */
  copy: string
}

export const filesOf = (database: string): DatabaseFiles => ({
  database,
  wal: `${database}-wal`,
  running: `${database}.running`,
  copy: `${database}.bak`,
})

/** Only this user may read what is made here, whatever the folder and the umask say. */
const OWNER_ONLY = 0o600

/** Larger databases get no copy: it would make a stop slow. */
const MAX_COPIED_BYTES = 50_000_000
/** A copy is made where this many times its size is free, so that it never fills the disk. */
const FREE_FOR_COPY = 3

/** Makes an empty file that only this user may read; leaves one that exists. */
export function makePrivateFile(path: string): void {
  closeSync(openSync(path, 'a', OWNER_ONLY))
  keepPrivate(path)
}

/** Takes other users' rights to a file or folder away. Another owner's file keeps its rights: they are not ours to set. */
export function keepPrivate(path: string, mode = OWNER_ONLY): void {
  try {
    if ((statSync(path).mode & 0o777) !== mode) chmodSync(path, mode)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EPERM') throw error
  }
}

export const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/**
 * Copies a database that nobody writes meanwhile, under a temporary name first, so that a copy is whole or absent.
 * False when it is too large, or the disk has too little room.
 */
export function makeCopy({ database, copy }: DatabaseFiles): boolean {
  const size = sizeOf(database)
  const { bavail, bsize } = statfsSync(dirname(database))
  if (size >= MAX_COPIED_BYTES || bavail * bsize < FREE_FOR_COPY * size) return false
  try {
    makePrivateFile(unfinished(copy))
    copyFileSync(database, unfinished(copy))
    keepPrivate(unfinished(copy))
    renameSync(unfinished(copy), copy)
  } finally {
    rmSync(unfinished(copy), { force: true })
  }
  return true
}

/** Removes the copy, and what a kill left of one that was being made. */
export function removeCopy({ copy }: DatabaseFiles): void {
  rmSync(copy, { force: true })
  rmSync(unfinished(copy), { force: true })
}

/** When the copy was made, or undefined when there is none. */
export function dateOfCopy({ copy }: DatabaseFiles): string | undefined {
  return existsSync(copy) ? statSync(copy).mtime.toISOString().slice(0, 16).replace('T', ' ') : undefined
}

export const isCopyable = ({ database }: DatabaseFiles): boolean => sizeOf(database) < MAX_COPIED_BYTES

const unfinished = (copy: string): string => `${copy}.new`
