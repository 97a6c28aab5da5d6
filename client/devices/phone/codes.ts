import { totp } from '../../shared/totp.js'

export const STEP_SECONDS = 30

/** The code that the phone shows, and for how many seconds more. `now` is the phone's own time, in milliseconds. */
export function codeAt(seed: string, now: number): { code: string; secondsLeft: number } {
  const epoch = Math.floor(now / 1000)
  return { code: totp(seed, epoch), secondsLeft: STEP_SECONDS - (epoch % STEP_SECONDS) }
}
