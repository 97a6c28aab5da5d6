import { timingSafeEqual } from 'node:crypto'
import { generateSync } from 'otplib'
import { base32 } from '../account/ids.js'
import type { Instant, Random } from '../account/ports.js'
import type { MfaReason } from '../account/reasons.js'
import type { Facts } from '../account/request-record.js'
import type { Secret } from '../account/secret.js'

/** RFC 6238: SHA-1, 6 digits, 30 s; authenticator apps at AWS know nothing else. */
export const STEP_SECONDS = 30
/** Sign-in takes a code one step early or late; AWS's window is not public. */
const SIGN_IN_WINDOW = 1
/** Enable and Resync search this far for their pair, to learn a device's drift: five minutes, and one for the typing. */
const PAIR_WINDOW = 12
/** A clock that was set back by more than this (two minutes) makes what was spent ahead of it void. */
const SET_BACK_STEPS = 4
/** How far a single code is searched, to tell a clock that is off from a wrong code. */
const SEARCH_WINDOW = 20
/** How far a clock is searched only to tell its owner that it is off: two hours. */
const DIAGNOSIS_WINDOW = 240

/** 40 bytes are 64 Base32 characters, as AWS's seeds are. */
const SEED_BYTES = 40
export const newSeed = (random: Random): string => base32(random.bytes(SEED_BYTES))

export interface TotpDevice {
  seed: Secret
  lastStep?: number
  drift: number
}

/** `step`: the accepted time step, to be spent; `drift`: how far the device is off, in steps. */
export type TotpResult = { accepted: true; step: number; drift: number } | TotpRefusal

/** A device once its code was accepted: here alone a step is spent, and `spentUpTo` alone reads it. */
export const spent = <Device extends TotpDevice>(device: Device, { step, drift }: { step: number; drift: number }): Device => ({
  ...device,
  lastStep: step,
  drift,
})

export interface TotpRefusal {
  accepted: false
  reason: MfaReason
  /** Which time step the code belongs to, where that was found. */
  codeStep?: number
}

/** For explanations: the steps that were compared. They tell nothing that the code does not. */
export const factsOf = ({ codeStep }: TotpRefusal, { lastStep, drift }: TotpDevice, realNow: Instant): Facts => ({
  serverStep: stepAt(realNow),
  ...(codeStep === undefined ? {} : { codeStep }),
  ...(lastStep === undefined ? {} : { lastStep }),
  drift,
})

const refusal = (reason: TotpRefusal['reason'], codeStep: number | undefined): TotpRefusal => ({
  accepted: false,
  reason,
  ...(codeStep === undefined ? {} : { codeStep }),
})

export const stepAt = (realNow: Instant): number => Math.floor(realNow / 1000 / STEP_SECONDS)

export const codeAt = (seed: Secret, step: number): string =>
  generateSync({ secret: seed.reveal(), epoch: step * STEP_SECONDS })

/**
 * Up to which step codes are spent. A code was accepted at step `lastStep - drift` of this machine's clock. If that lies
 * ahead, the clock was set back, and the owner would be refused until it has caught up: an hour, or a day. So what was
 * spent ahead is void then. A smaller correction is waited out, since its codes may still be on show.
 */
function spentUpTo({ lastStep = -1, drift }: TotpDevice, now: number): number {
  return lastStep - drift > now + SET_BACK_STEPS ? -1 : lastStep
}

/** One code, around now and the device's known drift; a step that was accepted, or lies before one, is spent. */
export function verifyCode(device: TotpDevice, code: string, realNow: Instant): TotpResult {
  const now = stepAt(realNow)
  const expected = now + device.drift
  const step = stepOf(device.seed, code, expected - SIGN_IN_WINDOW, expected + SIGN_IN_WINDOW)
  if (step === undefined) {
    const elsewhere = stepOf(device.seed, code, now - SEARCH_WINDOW, now + SEARCH_WINDOW)
    if (elsewhere !== undefined && elsewhere <= spentUpTo(device, now)) return refusal('mfa-code-reused', elsewhere)
    return refusal(elsewhere === undefined ? 'code-wrong' : 'clock-drift', elsewhere)
  }
  if (step <= spentUpTo(device, now)) return refusal('mfa-code-reused', step)
  return { accepted: true, step, drift: step - now }
}

/** Two codes in a row, the older first; `step` is the second's, so that neither can be used again. */
export function verifyPair(device: TotpDevice, code1: string, code2: string, realNow: Instant): TotpResult {
  if (code1 === code2) return { accepted: false, reason: 'codes-identical' }
  const now = stepAt(realNow)
  const first = pairIn(device.seed, code1, code2, now - PAIR_WINDOW, now + PAIR_WINDOW)
  if (first !== undefined) {
    if (first <= spentUpTo(device, now)) return refusal('mfa-code-reused', first)
    // The pair ends with the code on show, so the device is off by that much.
    return { accepted: true, step: first + 1, drift: Math.trunc(first + 1 - now) }
  }
  const far = pairIn(device.seed, code1, code2, now - DIAGNOSIS_WINDOW, now + DIAGNOSIS_WINDOW)
  if (far !== undefined) return refusal('clock-drift', far)
  const both = [code1, code2].every((code) => stepOf(device.seed, code, now - SEARCH_WINDOW, now + SEARCH_WINDOW) !== undefined)
  return { accepted: false, reason: both ? 'codes-not-consecutive' : 'code-wrong' }
}

function pairIn(seed: Secret, code1: string, code2: string, from: number, to: number): number | undefined {
  for (let step = from; step < to; step++) {
    if (same(codeAt(seed, step), code1) && same(codeAt(seed, step + 1), code2)) return step
  }
  return undefined
}

/** Every step of the window is computed, so that time tells nothing about which one matched. */
function stepOf(seed: Secret, code: string, from: number, to: number): number | undefined {
  let found: number | undefined
  for (let step = Math.max(0, from); step <= to; step++) {
    if (same(codeAt(seed, step), code)) found = step
  }
  return found
}

function same(a: string, b: string): boolean {
  const x = Buffer.from(a)
  const y = Buffer.from(b)
  return x.length === y.length && timingSafeEqual(x, y)
}
