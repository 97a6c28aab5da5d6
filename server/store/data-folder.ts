import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Clock } from '../account/ports.js'
import { type DatabaseFiles, dateOfCopy, filesOf, sizeOf } from './database-files.js'
import type { StoreWatch } from './file-watch.js'
import { hasKeyFile, keyFile, keyFromEnvironment } from './master-key.js'
import { openStore, type Store } from './store.js'
import { StoreError, unusableFolder } from './store-error.js'
import { wayOut } from './way-out.js'

export interface DataFolderOptions {
  clock: Clock
  watch?: StoreWatch
  /** Go on although the last changes before a crash can't be read. */
  acceptLoss?: boolean
}

/** Opens the store in a data folder, or makes a new one there. Throws StoreError with a plain sentence. */
export async function openDataFolder(dataDir: string, options: DataFolderOptions): Promise<Store> {
  const files = filesOf(join(dataDir, 'iam-dojo.db'))
  try {
    refuseMissing(dataDir, files)
  } catch (error) {
    throw error instanceof StoreError ? error : unusableFolder(dataDir, error)
  }
  return openStore({
    engine: 'sqlite',
    file: files.database,
    masterKey: keyFromEnvironment() ?? keyFile(dataDir),
    ...options,
  })
}

/** A folder whose database was taken away is not a new folder. */
function refuseMissing(dataDir: string, files: DatabaseFiles): void {
  const { database, wal, running, copy } = files
  if (sizeOf(database) > 0) return
  const traces = [
    ...(hasKeyFile(dataDir) ? [join('keys', 'master.key')] : []),
    ...(dateOfCopy(files) === undefined ? [] : [basename(copy)]),
    ...(sizeOf(wal) > 0 ? [basename(wal)] : []),
  ]
  if (traces.length === 0) return
  const state = existsSync(database) ? 'is empty' : 'is missing'
  const away = [...traces, ...(existsSync(running) ? [basename(running)] : [])].join(' and ')
  throw new StoreError(
    'gone',
    `${database} ${state}, but this folder is not new. ${wayOut(files)} To start with an empty folder instead, move ${away} out of ${dataDir}.`,
  )
}
