import type { Job } from '../worker/job.js'
import type { BoundedWorker } from '../worker/worker.js'

export interface ScoreInput {
  password: string
  /** What an attacker would try first: the account's name and email. */
  userInputs: string[]
}

/** What the worker does for it. */
export type ScoreJobs = { estimateScore: Job<ScoreInput, number, never> }

/**
 * zxcvbn's score of a password, 0 (guessed at once) to 4, or undefined if the estimate came too late. `lane` says who
 * asks: a stranger who signs up, or a root user who has proven who they are. Nothing leaves this machine.
 */
export type EstimateScore = (password: string, userInputs: string[], lane?: 'sign-up' | 'root') => Promise<number | undefined>

/** Loading the word lists included. An estimate takes 0.3 s at worst; the rest is for a busy machine. */
const DEADLINE_MS = 10_000

/** The estimate costs more than its bytes, so it runs in the worker (decision 14). */
export const scoreEstimator =
  (
    worker: Pick<BoundedWorker<ScoreJobs, 'sign-up' | 'root'>, 'run'>,
    log: (event: string, details: Record<string, unknown>) => void,
  ): EstimateScore =>
  async (password, userInputs, lane = 'sign-up') => {
    const outcome = await worker.run('estimateScore', { password, userInputs }, { lane, deadline: DEADLINE_MS })
    if (outcome.status === 'done') return outcome.value
    if (outcome.status === 'failed') log('a password could not be estimated', { error: outcome.error })
    return undefined
  }
