import type { KeyJobs } from './lab/account-file/file-key.js'
import type { FileJobs } from './lab/account-file/read-content.js'
import type { ScoreJobs } from './signin/estimate-score.js'
import type { JobTable } from './worker/job.js'
import type { Lane } from './worker/worker.js'

/** All that may run in the worker (decision 14). Each is loaded when it is first asked for. */
export const JOBS = {
  estimateScore: (async ({ password, userInputs }) => {
    const { passwordStrength } = await import('./credentials/password-strength.js')
    return passwordStrength(password, userInputs).score
  }) satisfies ScoreJobs['estimateScore'],
  readAccountFile: (async (input, give) => {
    const { readAccountFile } = await import('./lab/account-file/read-content.js')
    return readAccountFile(input, give)
  }) satisfies FileJobs['readAccountFile'],
  deriveFileKey: (async ({ passphrase, salt }) => {
    const { deriveKey } = await import('./lab/account-file/file-key.js')
    return deriveKey(passphrase, salt)
  }) satisfies KeyJobs['deriveFileKey'],
} as const satisfies JobTable
export type Jobs = typeof JOBS

/**
 * Who waits for the worker. Strangers have lanes of their own: what they send costs the others one job's deadline at
 * most, however much it is.
 */
export const LANES = {
  /** A stranger's password. */
  'sign-up': { waiting: 20, patience: 5_000 },
  /** The password of a root user who has proven who they are: it gets its turn. */
  root: { waiting: 20, patience: 60_000 },
  /** An account file of a learner, who may be anybody. */
  file: { waiting: 2, patience: 60_000 },
  /** An account file of the person at the machine. */
  operator: { waiting: 2, patience: 60_000 },
} as const satisfies Record<string, Lane>
