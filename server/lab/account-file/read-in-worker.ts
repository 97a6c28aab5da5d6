import type { BoundedWorker } from '../../bounds/worker.js'
import type { Jobs, LANES } from '../../jobs.js'
import type { ReadInWorker } from './open-account-file.js'

/** The largest file that is taken takes some 5 s; the rest is for a busy machine. */
const DEADLINE_MS = 30_000

/** Account files are read in the worker. The operator's don't wait behind those of others. */
export const fileReader =
  (worker: BoundedWorker<Jobs, keyof typeof LANES>) =>
  (lane: 'file' | 'operator'): ReadInWorker =>
  (input, transfer, onPart) =>
    worker.run('readAccountFile', input, { lane, deadline: DEADLINE_MS, transfer, onPart })
