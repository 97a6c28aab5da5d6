import type { Clock } from '../../server/account/ports.js'
import type { Course } from '../../server/lessons/course/load-course.js'
import { openStore } from '../../server/store/store.js'
import { systemClock } from '../../server/system.js'
import { startServer, type TestServer } from './server.js'

/** The whole product on a free port, as one of several processes over a database. */
export async function startProcess(
  connectionString: string,
  { course, clock = systemClock, classroom }: { course?: Course; clock?: Clock; classroom?: object } = {},
): Promise<TestServer> {
  const store = await openStore({ engine: 'postgres', connectionString, masterKey: new Uint8Array(32).fill(7), clock })
  return startServer({ store, clock, ...(course ? { course } : {}), ...(classroom ? { classroom } : {}) })
}

/** The events of a page's stream, as they come. */
export class EventStream {
  readonly events: { event: string; data: Record<string, unknown>; at: number }[] = []
  ended = false
  readonly #stop = new AbortController()

  readonly #listeners = new Set<(event: string, data: Record<string, unknown>) => void>()

  private constructor(readonly accountId: string) {}

  static async open(
    url: string,
    accountId: string,
    cookies: ReadonlyMap<string, string>,
    headers: Record<string, string> = {},
  ): Promise<EventStream> {
    const stream = new EventStream(accountId)
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const { status, body } = await fetch(`${url}/api/lab/events?account=${accountId}`, {
      headers: { ...(cookie ? { Cookie: cookie } : {}), ...headers },
      signal: stream.#stop.signal,
    })
    if (status !== 200 || !body) throw new Error(`the stream was refused: ${status}`)
    void stream
      .#read(body)
      .catch(() => undefined)
      .then(() => {
        stream.ended = true
      })
    return stream
  }

  /** The function that it returns ends it. */
  onEvent(listener: (event: string, data: Record<string, unknown>) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  of(event: string): Record<string, unknown>[] {
    return this.events.filter((one) => one.event === event).map(({ data }) => data)
  }

  close(): void {
    this.#stop.abort()
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? []
        if (!event || !data) continue
        const one = { event, data: JSON.parse(data) as Record<string, unknown>, at: performance.now() }
        this.events.push(one)
        for (const listener of this.#listeners) listener(one.event, one.data)
      }
    }
  }
}
