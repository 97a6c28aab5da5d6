import { statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { isDamage } from './damage.js'
import type { DatabaseFiles } from './database-files.js'
import { StoreError } from './store-error.js'
import { codeOf, isFull, reasonOf } from './system-error.js'
import { wayOut } from './way-out.js'

/** What the store tells while it is open, each once until it changes. */
export interface StoreWatch {
  /** The disk is full; called again only after a write succeeded in between. */
  onFull?(error: StoreError): void
  /** The database can't be used any more: nothing is acknowledged from now on, and the server has to stop. */
  onLost?(error: StoreError): void
  /** Something that can wait, such as a copy that could not be made. */
  onWarning?(error: StoreError): void
}

interface Identity {
  device: number
  inode: number
  size: number
}

/** How often an idle server looks for its database, in milliseconds. */
const LOOK_MS = 5_000

/** Less free space than this, in bytes, and an input/output error is a full disk's. */
const HARDLY_ANY_BYTES = 64 * 1024
/** With this much free space, in bytes, a disk that was full is so no longer. */
const ROOM_AGAIN_BYTES = 1024 * 1024

/**
 * Watches the files of an open database, and says what the engine's errors mean. SQLite goes on writing into a file that
 * was deleted or replaced: only its directory entry tells.
 */
export class FileWatch {
  readonly #files: DatabaseFiles
  readonly #told: StoreWatch
  readonly #timer: NodeJS.Timeout
  readonly #known = new Map<string, Identity>()
  #lost: StoreError | undefined
  #isWhole = true
  #full = false

  constructor(files: DatabaseFiles, told: StoreWatch) {
    this.#files = files
    this.#told = told
    for (const path of [files.database, files.wal]) this.#known.set(path, identityOf(path) ?? { device: 0, inode: 0, size: 0 })
    this.#timer = setInterval(() => this.look(), LOOK_MS).unref()
  }

  get lost(): StoreError | undefined {
    return this.#lost
  }

  /** Is the open database the one on disk and undamaged? Where only its log was deleted, closing saves everything. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  /** Throws when the database can't be used any more. */
  refuseWhenLost(): void {
    if (this.#lost) throw this.#lost
  }

  /** After a commit and before it is acknowledged; throws when it went into a file that is gone. Costs two `stat`s. */
  afterCommit(): void {
    // On a full disk a small write may still find room: that is not the end of it.
    if (this.#full) this.#full = freeBytes(this.#files.database) < ROOM_AGAIN_BYTES
    this.look()
    this.refuseWhenLost()
  }

  /** The engine's error as one of ours where it has a meaning for the person at the machine; tells them of it. */
  explained(error: unknown): unknown {
    const { database } = this.#files
    if (isDamage(error)) {
      return this.#lose(new StoreError('damaged', damageSentence(this.#files, reasonOf(error)), { cause: error }))
    }
    // SQLite found out by itself.
    if (codeOf(error) === 'SQLITE_READONLY_DBMOVED') this.look()
    if (this.#lost) return this.#lost
    if (!isFull(error) && !(codeOf(error).startsWith('SQLITE_IOERR') && freeBytes(database) < HARDLY_ANY_BYTES)) return error
    const full = new StoreError('full', fullSentence(database), { cause: error })
    if (!this.#full) this.#told.onFull?.(full)
    this.#full = true
    return full
  }

  /** The rest of a check came to an end. */
  damaged(finding: string): void {
    this.#lose(new StoreError('damaged', damageSentence(this.#files, finding)))
  }

  close(): void {
    clearInterval(this.#timer)
  }

  /** Are the files still the ones that were opened? The next write is refused when they are not. */
  look(): void {
    if (this.#lost) return
    for (const [path, known] of this.#known) {
      const now = identityOf(path)
      const same = now && now.device === known.device && now.inode === known.inode
      // The log is cut at a checkpoint; the database never gets shorter.
      if (same && (path === this.#files.wal || now.size >= known.size)) {
        known.size = now.size
        continue
      }
      const isLog = path === this.#files.wal
      this.#lose(new StoreError('gone', goneSentence(path, now !== undefined, isLog)), isLog)
      return
    }
  }

  #lose(error: StoreError, isWhole = false): StoreError {
    if (this.#lost) return this.#lost
    this.#lost = error
    this.#isWhole = isWhole
    this.close()
    this.#told.onLost?.(error)
    return error
  }
}

function identityOf(path: string): Identity | undefined {
  const found = statSync(path, { throwIfNoEntry: false })
  return found && { device: found.dev, inode: found.ino, size: found.size }
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(dirname(path))
  return bavail * bsize
}

export const fullSentence = (path: string): string => `The disk that holds ${path} is full. Make room, then try again.`

export const damageSentence = (files: DatabaseFiles, finding: string): string =>
  `${files.database} is damaged (${finding}). ${wayOut(files)}`

function goneSentence(path: string, replaced: boolean, isLog: boolean): string {
  const what = `${path} was ${replaced ? 'replaced' : 'deleted'} while the server was running`
  return isLog
    ? `${what}. The server saved what it could and stopped. Start it again.`
    : `${what}. The server stopped, since nothing more can be saved. Bring the file back, then start again.`
}
