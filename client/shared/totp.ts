import { createGuardrails, generateSync } from 'otplib'

/**
 * Authenticator apps and oathtool take seeds from 80 bits, 16 letters, as many services hand them out; otplib alone wants
 * the 128 of RFC 4226 §4.
 */
export const MIN_SEED_LETTERS = 16
const guardrails = createGuardrails({ MIN_SECRET_BYTES: 10 })

/** The six digits of a Base32 seed at a time (in seconds); throws for a seed that is too short. */
export const totp = (secret: string, epoch: number): string => generateSync({ secret, epoch, guardrails })
