import type { AccountView } from '../account/account.js'
import { sourceOf } from '../bounds/source.js'
import type { Guess, GuessLimit, Target } from './guess-limit.js'

/** Where a guess comes from. */
export interface GuessedFrom {
  sourceIp: string
  /** The request's Cookie header. */
  cookie?: string | undefined
  /** Aborted when the client hangs up. */
  signal?: AbortSignal | undefined
}

/** What is guessed at, and whose it is where that is known. */
export interface GuessedAt {
  target: Target
  owner?: { account: AccountView; principalId: string } | undefined
}

/** The browsers that signed in before. */
export interface KnownDevices {
  /**
   * The lane of a browser that signed in as this user before; undefined for any other. It takes the same time whether
   * the user exists or not. For `codes` the browser must have shown a code as well.
   */
  laneOf(cookie: string | undefined, at: GuessedAt): Promise<string | undefined>
}

export const noDevices: KnownDevices = { laneOf: async () => undefined }

/** Counts guesses at everything that can be guessed, each in its lane. */
export class Guesses {
  readonly #limit: GuessLimit
  readonly #devices: KnownDevices

  constructor(limit: GuessLimit, devices: KnownDevices) {
    this.#limit = limit
    this.#devices = devices
  }

  /**
   * Waits for its turn, up to 40 seconds: what was read before may be out of date. Throws TooManyGuesses or
   * GaveUpWaiting.
   */
  async begin({ sourceIp, cookie, signal }: GuessedFrom, at: GuessedAt): Promise<Guess> {
    const device = await this.#devices.laneOf(cookie, at)
    return this.#limit.begin({ source: sourceOf(sourceIp), device }, at.target, signal)
  }
}

const owned =
  (kind: Target['kind']) =>
  (account: AccountView, principalId: string): GuessedAt => ({
    target: { kind, name: `${account.accountId} ${principalId}` },
    owner: { account, principalId },
  })

/** One name for each secret that can be guessed, however it was typed. */
export const guessed = {
  password: owned('password'),
  /** All devices of an owner: at sign-in a code is compared with each. */
  codes: owned('codes'),
  /** A device that is being enabled or synchronized, by its owner or an administrator. */
  device: (account: AccountView, serialNumber: string, principalId: string): GuessedAt => ({
    target: { kind: 'device', name: `${account.accountId} ${serialNumber}` },
    owner: { account, principalId },
  }),
}
