import type { Response } from 'express'

export type Publish = (accountId: string, event: string, data: unknown) => void

/** Pages that watch an account by server-sent events. */
export class Subscriptions {
  readonly #watching = new Map<string, Set<Response>>()

  readonly publish: Publish = (accountId, event, data) => {
    for (const response of this.#watching.get(accountId) ?? []) {
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    }
  }

  watched(accountId: string): boolean {
    return this.#watching.has(accountId)
  }

  add(accountId: string, response: Response): void {
    response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
    response.flushHeaders()
    response.write('retry: 1000\n\n')
    const watching = this.#watching.get(accountId) ?? new Set()
    this.#watching.set(accountId, watching.add(response))
    const alive = setInterval(() => response.write(': alive\n\n'), 25_000)
    alive.unref()
    response.on('close', () => {
      clearInterval(alive)
      watching.delete(response)
      if (watching.size === 0) this.#watching.delete(accountId)
    })
  }

  close(): void {
    for (const watching of this.#watching.values()) for (const response of watching) response.end()
  }
}
