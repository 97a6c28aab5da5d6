import { type Guess, TooManyGuesses } from '../operations/guess-limit.js'
import type { SignInEvent, Who } from './events.js'
import type { SignInServices } from './services.js'
import type { SignInRequest } from './sign-in.js'
import { tooManyAttempts } from './sign-in-error.js'

/** A guess counted before it is compared. Who has to wait is told so, and that is on record as any other failure. */
export async function countedGuess(
  { guesses, events }: SignInServices,
  { target, who, name }: { target: string; who: Who | undefined; name: SignInEvent['name'] },
  request: SignInRequest,
): Promise<Guess> {
  try {
    return guesses.begin(request.sourceIp, target)
  } catch (error) {
    if (!(error instanceof TooManyGuesses)) throw error
    const { seconds } = error
    const { requestId } = request
    const event = { name, requestId, outcome: 'error', reason: 'too-many-guesses', facts: { seconds } } as const
    if (who) await events.record(who, event, request)
    throw tooManyAttempts(seconds)
  }
}
