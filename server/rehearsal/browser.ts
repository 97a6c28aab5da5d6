/** What a browser remembers: one person's cookies. */
export class Browser {
  readonly #url: () => string
  readonly #cookies = new Map<string, string>()

  constructor(url: () => string) {
    this.#url = url
  }

  /** What it would send along now. */
  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies
  }

  /** JSON in and out; whatever the status. */
  async send<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(this.#url() + path, {
      method,
      headers: { 'Content-Type': 'application/json', ...(cookie ? { Cookie: cookie } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? []
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    return { status: response.status, body: (await response.json()) as T }
  }
}
