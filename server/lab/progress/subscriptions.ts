import type { Response } from 'express'

export type Publish = (accountId: string, event: string, data: object) => void

/** Pages that watch some accounts by server-sent events; each event's data names its account. */
export class Subscriptions {
  readonly #watching = new Map<string, Set<Response>>()

  readonly publish: Publish = (accountId, event, data) => {
    const watching = this.#watching.get(accountId)
    if (!watching) return
    const text = `event: ${event}\ndata: ${JSON.stringify({ ...data, accountId })}\n\n`
    for (const response of watching) response.write(text)
  }

  watched(accountId: string): boolean {
    return this.#watching.has(accountId)
  }

  /** All that somebody watches now. */
  accounts(): string[] {
    return [...this.#watching.keys()]
  }

  add(accountIds: readonly string[], response: Response): void {
    response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
    response.flushHeaders()
    response.write('retry: 1000\n\n')
    for (const accountId of accountIds) {
      this.#watching.set(accountId, (this.#watching.get(accountId) ?? new Set()).add(response))
    }
    const alive = setInterval(() => response.write(': alive\n\n'), 25_000)
    alive.unref()
    response.on('close', () => {
      clearInterval(alive)
      for (const accountId of accountIds) this.#drop(accountId, response)
    })
  }

  /**
   * Ends the streams that watch an account which was reset, deleted or replaced. Their pages connect again by themselves,
   * and are asked again whose the account is.
   */
  end(accountId: string): void {
    for (const response of this.#watching.get(accountId) ?? []) response.end()
    this.#watching.delete(accountId)
  }

  #drop(accountId: string, response: Response): void {
    const watching = this.#watching.get(accountId)
    watching?.delete(response)
    if (watching?.size === 0) this.#watching.delete(accountId)
  }

  close(): void {
    for (const response of new Set([...this.#watching.values()].flatMap((watching) => [...watching]))) response.end()
  }
}
