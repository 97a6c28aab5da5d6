import { generateSync } from 'otplib'

/** The code of a seed, some steps of 30 s from now. */
export const codeFor = (seed: string, stepsFromNow = 0, now = Date.now()): string =>
  generateSync({ secret: seed, epoch: Math.floor(now / 1000) + stepsFromNow * 30 })
