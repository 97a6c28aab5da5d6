/** Who asks: the lab session of a browser, and the account whose event stream takes what is printed. */
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

/** Where what is printed goes. */
export interface BrowserStream {
  publish(accountId: string, data: BrowserOutput): void
  /** Until the pages have taken what they were sent. */
  taken(accountId: string): Promise<void>
  watched(accountId: string): boolean
}

/** Base64 of what was printed, or the exit code at the end. */
export type BrowserOutput = { session: string } & ({ stream: 'out' | 'err'; data: string } | { exitCode: number })

export type Refused = { refused: 'denied' | 'timed-out' | 'crowded' }
