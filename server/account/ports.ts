/** What the pure rooms ask of the world: time and chance come in as arguments, nothing else does. */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

/** The only source of time. An account's own clock is `now() + account.clockOffset`. */
export interface Clock {
  now(): Instant
}

/** The only source of chance; `bytes(n)` are n unpredictable bytes. */
export interface Random {
  bytes(length: number): Uint8Array
}

/**
 * Time that only moves forward, in milliseconds from an arbitrary start. It measures durations within one process: a
 * machine's clock may step by a day, and nobody should wait for it to come back.
 */
export interface Monotonic {
  now(): number
  /** Calls `work` once, `ms` from now. The returned function cancels it. */
  after(ms: number, work: () => void): () => void
}
