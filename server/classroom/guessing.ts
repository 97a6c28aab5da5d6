import type { Request } from 'express'
import { sourceOf } from '../bounds/source.js'
import { GaveUpWaiting, type Target, TooManyGuesses, withdrawn } from '../credentials/guess-limit.js'
import { clientOf } from '../proxy/client.js'
import { tooManyAttempts } from '../signin/errors.js'
import { hungUp } from '../wire/hung-up.js'
import type { ClassroomServices } from './services.js'

/**
 * Looks whether a guess is right, once it's this guesser's turn. `look` answers undefined for a wrong one, which counts.
 * Throws ApiError TooManyAttempts.
 */
export async function guessing<T>(
  { guesses }: Pick<ClassroomServices, 'guesses'>,
  request: Request,
  target: Target,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const source = sourceOf(clientOf(request).address)
  const signal = request.res ? hungUp(request.res) : undefined
  const guess = await guesses.begin({ source }, target, signal).catch((error: unknown) => {
    if (error instanceof TooManyGuesses) throw tooManyAttempts(error.seconds)
    if (error instanceof GaveUpWaiting) throw tooManyAttempts(1)
    throw error
  })
  const found = await look().catch(withdrawn(guess))
  if (found !== undefined) await guess.right()
  return found
}

/**
 * Looks for what has a code. Only a wrong one counts and waits: a class shares one address, and whoever guesses there would
 * keep all others out. So the right one can be told by its speed; what protects it is its length, and the flood limit.
 * Throws ApiError TooManyAttempts.
 */
export async function guessingCode<T>(
  services: Pick<ClassroomServices, 'guesses'>,
  request: Request,
  code: string,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const target = { kind: 'class-code', name: code } as const
  return (await look()) ?? guessing(services, request, target, look)
}
