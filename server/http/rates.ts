/** How much may come a second. A burst may have what five seconds allow. */
export interface Rates {
  /** Requests from one address, whoever sends them. */
  address: number
  /** Signed calls of one account, and requests of one learner to `/api`. Undefined: as many as there's time for. */
  account: number | undefined
}

export const RATES: Rates = { address: 200, account: undefined }

/**
 * A class of 300 behind one router opens the first page at the same time, which is some 30 files each. So the address counts
 * for little, and each learner has a limit of their own: a page of the console sends 20 calls at once, a script 10 a second.
 */
export const CLASSROOM_RATES: Rates = { address: 4_000, account: 50 }
