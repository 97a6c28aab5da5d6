/** Who asks: a learner's browser, and the account whose event stream takes what is printed. */
export interface BrowserGuest {
  learner: string
  accountId: string
  address: string
  software: string
}

export interface Proof {
  loginName: string
  challenge: string
  /** The bytes of the public key, as SSH writes them; undefined if the browser has none to offer. */
  publicKey: Buffer | undefined
  /** As SSH writes it: the name of the algorithm, and the signature. */
  signature: Buffer | undefined
}

export interface BrowserShell {
  /** Undefined: without a terminal. */
  size: { columns: number; rows: number } | undefined
  command: string | undefined
  /** Standard input of a command; without a terminal and a command, the lines to run. */
  input: Buffer
}

/** Where what is printed goes: to the pages of the learner who logged in, and to nobody else's. */
export interface BrowserStream {
  publish(data: BrowserOutput): void
  /** Until the pages have taken what they were sent. */
  taken(): Promise<void>
  watched(): boolean
}

/** Base64 of what was printed, or the exit code at the end. */
export type BrowserOutput = { session: string } & ({ stream: 'out' | 'err'; data: string } | { exitCode: number })

export type Refused = { refused: 'denied' | 'timed-out' | 'crowded' }
