import type { Monotonic } from '../account/ports.js'
import type { Bucket } from './guess-bucket.js'
import type { CountGuess } from './guess-counts.js'

/** A table in which several processes count, by the database's clock. */
export interface GuessTable<Use = unknown> {
  /** Counts one in all of the buckets or in none, and says how long each of them owes something. */
  take(buckets: readonly Bucket[]): Promise<{ owedMs: number[]; use: Use | undefined }>
  /** Takes a guess back, as far as time has not done so already, and says what the buckets owe. */
  giveBack(use: Use): Promise<number[]>
}

/** Makes all processes forget what was counted for some targets. */
export interface Forgetting {
  forget(targets: readonly string[]): Promise<void>
  /** Another process has. */
  onForgotten(listener: (target: string) => void): void
}

/** Under this topic of the store's news. */
const TOPIC = 'guesses'

interface News {
  note(topic: string, id: string): void
  listen(listener: (heard: ReadonlyMap<string, ReadonlySet<string>> | 'anything') => void): void
}

/** The table forgets; a process that misses the news waits for what it read before, which is 40 seconds at most. */
export const forgettingInTable = (table: Pick<Forgetting, 'forget'>, news: News): Forgetting => ({
  async forget(targets) {
    await table.forget(targets)
    for (const target of targets) news.note(TOPIC, target)
  },
  onForgotten: (listener) =>
    news.listen((heard) => {
      if (heard !== 'anything') for (const target of heard.get(TOPIC) ?? []) listener(target)
    }),
})

/**
 * Where several processes share a database. The buckets in memory only repeat what the table said last, so that nobody
 * asks it again before there can be room.
 */
export const countInTable =
  <Use>(table: GuessTable<Use>, time: Pick<Monotonic, 'now'>): CountGuess =>
  async (buckets) => {
    const hear = (owedMs: readonly number[]) => {
      const now = time.now()
      for (const [at, bucket] of buckets.entries()) bucket.hear(owedMs[at] ?? 0, now)
    }
    const { owedMs, use } = await table.take(buckets)
    hear(owedMs)
    return use === undefined ? undefined : async () => hear(await table.giveBack(use))
  }
