/** A secret that can be guessed: one name for it, however it was typed. */
export interface Target {
  /**
   * What is guessed. `root-email` is no secret, but the sign-in page tells whether an account has it. In a classroom:
   * `staff` is a password, `passphrase` a learner's, and `class-code` any code that somebody types.
   */
  kind: 'password' | 'codes' | 'device' | 'root-email' | 'staff' | 'passphrase' | 'class-code'
  /** Of any length: the limit keeps a hash. */
  name: string
}

/** Who guesses. */
export interface Guesser {
  /** The address, as `sourceOf` writes it. */
  source: string
  /** A device cookie that was given to a browser when it signed in as this user: a lane of its own. */
  device?: string | undefined
}

/** One look that was counted before anybody looked. */
export interface Guess {
  /** It came through a device's lane, so what it waits for next should not be strangers' guesses either. */
  readonly known: boolean
  /** The guess was right: it no longer counts. What others got wrong still does. */
  right(): Promise<void>
  /** Nobody could look at it, so it doesn't count. */
  withdraw(): Promise<void>
}

/**
 * Slows down anyone who guesses passwords or codes, at sign-in and on the wire alike (docs/decisions/0017-guesses.md).
 * Asynchronous, so that a table can count for several processes.
 */
export interface GuessLimit {
  /**
   * Waits until it is this guesser's turn, and counts the guess. Throws TooManyGuesses when the line is full or the wait
   * would be too long, GaveUpWaiting once `signal` says that the client has left.
   */
  begin(guesser: Guesser, target: Target, signal?: AbortSignal): Promise<Guess>
  /**
   * All guesses at these targets no longer count, whoever made them, and nobody waits for them any more. What counts for
   * an address over all targets stays.
   */
  forget(targets: readonly Target[]): Promise<void>
}

export class TooManyGuesses extends Error {
  override readonly name = 'TooManyGuesses'
  /** `seconds`: after that there is a place in the line, unless others take it. */
  constructor(readonly seconds: number) {
    super(`too many guesses: wait ${seconds} s`)
  }
}

/** The client hung up while it waited. Nothing was looked at. */
export class GaveUpWaiting extends Error {
  override readonly name = 'GaveUpWaiting'
  constructor() {
    super('the client hung up while it waited for its turn')
  }
}

/** For a comparison that could not be made: the guess does not count. */
export const withdrawn =
  (guess: Guess) =>
  async (error: unknown): Promise<never> => {
    await guess.withdraw()
    throw error
  }
