import { GaveUpWaiting, type Guess, TooManyGuesses } from '../credentials/guess-limit.js'
import type { GuessedAt } from '../credentials/guesses.js'
import { tooManyAttempts } from './errors.js'
import type { SignInEvent, SignInFailure, Who } from './events.js'
import type { SignInRequest } from './request.js'
import type { SignInServices } from './services.js'

/**
 * Waits for a guess's turn and counts it, before anything is compared. Throws ApiError if the wait would be too long,
 * or the client hung up; that is on record like any other failure. Without `who` no account's history could tell of it.
 */
export async function countedGuess(
  { guesses, events }: SignInServices,
  { at, who, name }: { at: GuessedAt; who: Who | undefined; name: SignInEvent['name'] },
  request: SignInRequest,
): Promise<Guess> {
  try {
    return await guesses.begin({ sourceIp: request.sourceIp, ...request.from }, at)
  } catch (error) {
    const seconds = error instanceof TooManyGuesses ? error.seconds : undefined
    if (seconds === undefined && !(error instanceof GaveUpWaiting)) throw error
    const why: SignInFailure =
      seconds === undefined ? { reason: 'gave-up-waiting' } : { reason: 'too-many-guesses', facts: { seconds } }
    if (who) await events.failed(who, { name, ...why }, request)
    throw tooManyAttempts(seconds ?? 1)
  }
}
