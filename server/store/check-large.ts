import type Database from 'libsql'
import { BackgroundCheck } from './background-check.js'
import { type DatabaseFiles, sizeOf } from './database-files.js'
import { damageSentence, type FileWatch } from './file-watch.js'
import { StoreError } from './store-error.js'

/** How long a start waits for the check of a large database after an unclean stop; the rest goes on meanwhile. */
const WAIT_MS = 300
/** Pages in the log before SQLite writes them into the database: its own default. */
const PAGES_BEFORE_CHECKPOINT = 1_000

/**
 * Checks a large database in a process of its own. Throws StoreError `damaged` when damage is found within the wait;
 * returns the check that still runs, after which the watch tells.
 */
export async function checkLarge(
  database: Database.Database,
  files: DatabaseFiles,
  watch: FileWatch,
  unclean: boolean,
): Promise<BackgroundCheck | undefined> {
  // On a full disk changes wait in the log, and the database alone is not whole.
  if (sizeOf(files.wal) > 0) return undefined
  // The other process reads the file without a lock, so nothing may be written into it meanwhile.
  database.pragma('wal_autocheckpoint = 0')
  const check = new BackgroundCheck(files.database)
  const inTime = await Promise.race([check.finding.then((finding) => ({ finding })), after(unclean ? WAIT_MS : 0)])
  if (inTime?.finding !== undefined) throw new StoreError('damaged', damageSentence(files, inTime.finding))
  void check.finding.then((finding) => {
    if (finding !== undefined) watch.damaged(finding)
    else if (database.open) database.pragma(`wal_autocheckpoint = ${PAGES_BEFORE_CHECKPOINT}`)
  })
  return check
}

const after = (ms: number): Promise<undefined> => new Promise((resolve) => setTimeout(resolve, ms, undefined))
