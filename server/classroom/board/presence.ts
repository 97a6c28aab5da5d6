import { randomUUID } from 'node:crypto'
import type { LabContext } from '../../lab/api/requests.js'
import { LEARNER_PREFIX } from '../visitors.js'

const COLLECTION = 'class-present'
const LOOK_MS = 5_000
/** What a process wrote is written again before it expires, and is gone soon after the process is. */
const WRITE_MS = 20_000
const LIFE_MS = 60_000

/** Which learners have a page open, at whichever process: each says which ones are at its own. */
export class Presence {
  readonly #lab: LabContext
  readonly #process = randomUUID()
  readonly #timer: NodeJS.Timeout | undefined
  #written = ''
  #writtenAt = Number.NEGATIVE_INFINITY
  #writing: Promise<void> = Promise.resolve()

  constructor(lab: LabContext) {
    this.#lab = lab
    if (!lab.shared) return
    this.#timer = setInterval(() => {
      this.#writing = this.#write().catch((error: unknown) => lab.log('who is here could not be written', { error }))
    }, LOOK_MS).unref()
  }

  async present(): Promise<ReadonlySet<string>> {
    const own = this.#own()
    if (!this.#lab.shared) return new Set(own)
    const written = await this.#lab.documents.list<{ learners: string[] }>(COLLECTION)
    const others = written.filter(({ id }) => id !== this.#process)
    return new Set([...own, ...others.flatMap(({ body }) => body.learners)])
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#writing
    if (this.#written !== '') await this.#lab.documents.delete(COLLECTION, this.#process)
  }

  #own(): string[] {
    return [...this.#lab.subscriptions.watchers()].filter((watcher) => watcher.startsWith(LEARNER_PREFIX)).sort()
  }

  async #write(): Promise<void> {
    const learners = this.#own()
    const text = learners.join()
    const now = performance.now()
    if (text === this.#written && (text === '' || now - this.#writtenAt < WRITE_MS)) return
    await this.#lab.documents.put(COLLECTION, this.#process, { learners }, this.#lab.clock.now() + LIFE_MS)
    this.#written = text
    this.#writtenAt = now
  }
}
