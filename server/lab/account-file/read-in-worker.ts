import type { BoundedWorker } from '../../worker/worker.js'
import type { DeriveKey, KeyJobs } from './file-key.js'
import { outcomeOf, type ReadInWorker } from './open-account-file.js'
import type { FileJobs } from './read-content.js'

/** The largest file that is taken takes some 5 s; the rest is for a busy machine. */
const DEADLINE_MS = 30_000

/** Account files are read in the worker. The operator's don't wait behind those of others. */
export const fileReader =
  (worker: Pick<BoundedWorker<FileJobs, 'file' | 'operator'>, 'run'>) =>
  (lane: 'file' | 'operator'): ReadInWorker =>
  (input, transfer, onPart) =>
    worker.run('readAccountFile', input, { lane, deadline: DEADLINE_MS, transfer, onPart })

/** So is the key of a file that is exported: files that are opened and made at once would take their memory at once. */
export const keyDeriver =
  (worker: Pick<BoundedWorker<KeyJobs, 'file' | 'operator'>, 'run'>) =>
  (lane: 'file' | 'operator'): DeriveKey =>
  async (passphrase, salt) =>
    outcomeOf(await worker.run('deriveFileKey', { passphrase, salt }, { lane, deadline: DEADLINE_MS }))
