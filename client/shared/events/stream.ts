import { type News, STREAMED } from './news.js'

/** One EventSource for some accounts; which ones is asked again by `refresh`. */
export class Stream {
  readonly #wanted: () => Promise<readonly string[]>
  readonly #say: (news: News) => void
  /** Two while one takes over from the other. */
  readonly #sources = new Set<EventSource>()
  #newest: EventSource | undefined
  #accounts: readonly string[] = []
  #closed = false

  constructor(wanted: () => Promise<readonly string[]>, say: (news: News) => void) {
    this.#wanted = wanted
    this.#say = say
  }

  /** Is this account's news on its way already? */
  covers(accountId: string): boolean {
    return this.#newest?.readyState === EventSource.OPEN && this.#accounts.includes(accountId)
  }

  /** Opens another stream where other accounts are wanted, or where the server has refused the last one. */
  async refresh(): Promise<void> {
    const accounts = await this.#wanted()
    const same = accounts.join() === this.#accounts.join() && this.#newest?.readyState !== EventSource.CLOSED
    if (this.#closed || same) return
    this.#accounts = accounts
    if (accounts.length > 0) this.#open(accounts)
    else this.#keepOnly(undefined)
  }

  close(): void {
    this.#closed = true
    this.#keepOnly(undefined)
  }

  /** The stream before goes on until this one stands, so that nothing is missed in between. */
  #open(accounts: readonly string[]): void {
    const source = new EventSource(`/api/lab/events?${accounts.map((id) => `account=${id}`).join('&')}`)
    this.#newest = source
    this.#sources.add(source)
    source.addEventListener('open', () => {
      this.#keepOnly(source)
      for (const accountId of accounts) this.#say({ accountId, event: 'open' })
    })
    for (const event of STREAMED) {
      source.addEventListener(event, ({ data }: MessageEvent<string>) => {
        const told = JSON.parse(data) as { accountId: string }
        this.#say({ accountId: told.accountId, event, data: told } as News)
      })
    }
  }

  #keepOnly(kept: EventSource | undefined): void {
    for (const source of this.#sources) {
      if (source === kept) continue
      source.close()
      this.#sources.delete(source)
    }
    this.#newest = kept
  }
}
