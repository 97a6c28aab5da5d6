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
