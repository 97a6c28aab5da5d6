import { generateSync } from 'otplib'

/** The code of a seed, some steps of 30 s from now. */
export const codeFor = (seed: string, stepsFromNow = 0, now = Date.now()): string =>
  generateSync({ secret: seed, epoch: Math.floor(now / 1000) + stepsFromNow * 30 })

/** Two codes in a row, the second of them some steps from now; a step that ends meanwhile does not tear them apart. */
export function codePair(seed: string, stepsFromNow = 0, now = Date.now()): [string, string] {
  return [codeFor(seed, stepsFromNow - 1, now), codeFor(seed, stepsFromNow, now)]
}

/** The same pair, as EnableMFADevice and ResyncMFADevice take it. */
export function pairFor(seed: string): { AuthenticationCode1: string; AuthenticationCode2: string } {
  const [AuthenticationCode1, AuthenticationCode2] = codePair(seed)
  return { AuthenticationCode1, AuthenticationCode2 }
}

const STEP_MS = 30_000
/** Enough for a form or two calls of the CLI on a busy machine. */
const ROOM_MS = 10_000

/** Waits, where a step is about to end: a code of the step before would else be two steps old when it arrives. */
export async function roomInStep(): Promise<void> {
  const left = STEP_MS - (Date.now() % STEP_MS)
  if (left < ROOM_MS) await new Promise((resolve) => setTimeout(resolve, left + 100))
}
