import type { Leases } from '../store/leases.js'

/**
 * Work on accounts: that of one account is serial, and accounts don't wait for each other. Where several processes share
 * the accounts, one of them works on an account at a time.
 */
export class Turns {
  readonly #kind: string
  readonly #leases: Leases | undefined
  readonly #last = new Map<string, Promise<unknown>>()

  /** `kind`: what the work is, for its leases. */
  constructor(kind: string, leases: Leases | undefined) {
    this.#kind = kind
    this.#leases = leases
  }

  /** `prepare`: its part that may run while another process is at work; if it says false, that is all of it. */
  take(accountId: string, work: () => Promise<void>, prepare = async () => true): Promise<void> {
    const turn = (this.#last.get(accountId) ?? Promise.resolve()).then(async () => {
      if (!(await prepare())) return
      await (this.#leases ? this.#leases.alone(`${this.#kind}/${accountId}`, work) : work())
    })
    const settled = turn.then(
      () => undefined,
      () => undefined,
    )
    this.#last.set(accountId, settled)
    void settled.then(() => {
      if (this.#last.get(accountId) === settled) this.#last.delete(accountId)
    })
    return turn
  }

  /** Is somebody at work on it in this process? */
  isTaken(accountId: string): boolean {
    return this.#last.has(accountId)
  }

  /** Until nobody is at work. */
  async settled(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values())
  }
}
