import { type Kysely, sql } from 'kysely'
import type { News } from './news.js'
import type { Schema } from './schema.js'
import type { Sealing } from './sealing.js'

/** Does what another process asks for, and gives its answer. */
export type Errand = (body: string) => Promise<string>

/**
 * What a process asks another one that holds something which can't be shared, such as an open shell. Bodies and answers
 * are sealed in a table, and are gone once they were read.
 */
export interface Errands {
  /** `at`: what the other one holds. Undefined if no process that holds it took the errand in time. */
  ask(at: string, body: string): Promise<string | undefined>
  /** `holds`: how this process does errands at something, if it holds it. */
  serve(holds: (at: string) => Errand | undefined): void
  /** Drops what nobody came for. */
  sweep(): Promise<void>
}

/** News are quicker; this is for when they are late. */
const LOOK_MS = 250
const TAKEN_WITHIN_MS = 4_000
const ANSWERED_WITHIN_MS = 15_000
const KEPT_MS = 60_000
const NOW = sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`
const ASKED = 'errand'
const ANSWERED = 'errand-answer'

/** Over PostgreSQL. */
export function databaseErrands(db: Kysely<Schema>, sealing: Sealing, news: News): Errands {
  const placeOf = (at: string) => ({ accountId: '', kind: 'errand', key: at })
  /** Whoever waits for the answer to an errand, by its number. */
  const waiting = new Map<string, () => void>()
  const lines = new Map<string, Promise<void>>()
  let holds: (at: string) => Errand | undefined = () => undefined

  const next = async (at: string) => {
    const first = db
      .selectFrom('errand')
      .select('seq')
      .where('at', '=', at)
      .where('taken', '=', false)
      .orderBy('seq')
      .limit(1)
      .forUpdate()
      .skipLocked()
    return db.updateTable('errand').set({ taken: true }).where('seq', '=', first).returning(['seq', 'body']).executeTakeFirst()
  }

  /** In their order. One that fails is answered by nobody. */
  async function work(at: string): Promise<void> {
    for (let errand = holds(at); errand; errand = holds(at)) {
      const taken = await next(at)
      if (!taken) return
      const answer = await errand(sealing.open(placeOf(at), 'body', taken.body))
      await db
        .updateTable('errand')
        .set({ answer: sealing.seal(placeOf(at), 'answer', answer) })
        .where('seq', '=', taken.seq)
        .execute()
      news.note(ANSWERED, String(taken.seq))
    }
  }

  function lookAt(at: string): void {
    if (!holds(at)) return
    const line = (lines.get(at) ?? Promise.resolve()).then(() => work(at)).catch(() => undefined)
    lines.set(at, line)
    void line.then(() => {
      if (lines.get(at) === line) lines.delete(at)
    })
  }

  async function lookAtAll(): Promise<void> {
    const rows = await db.selectFrom('errand').select('at').distinct().where('taken', '=', false).execute()
    for (const { at } of rows) lookAt(at)
  }

  news.listen((heard) => {
    if (heard === 'anything') void lookAtAll().catch(() => undefined)
    else {
      for (const at of heard.get(ASKED) ?? []) lookAt(at)
      for (const seq of heard.get(ANSWERED) ?? []) waiting.get(seq)?.()
    }
  })

  async function answerTo(seq: number): Promise<string | undefined> {
    const began = performance.now()
    for (;;) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_MS)
        waiting.set(String(seq), () => {
          clearTimeout(timer)
          resolve()
        })
      })
      const row = await db.selectFrom('errand').select(['taken', 'answer']).where('seq', '=', seq).executeTakeFirst()
      if (!row || row.answer !== null) return row?.answer ?? undefined
      const waited = performance.now() - began
      if (waited > (row.taken ? ANSWERED_WITHIN_MS : TAKEN_WITHIN_MS)) return undefined
    }
  }

  return {
    async ask(at, body) {
      const { seq } = await db
        .insertInto('errand')
        .values({ at, body: sealing.seal(placeOf(at), 'body', body), answer: null, taken: false, made_at: NOW })
        .returning('seq')
        .executeTakeFirstOrThrow()
      news.note(ASKED, at)
      try {
        const answer = await answerTo(seq)
        return answer && sealing.open(placeOf(at), 'answer', answer)
      } finally {
        waiting.delete(String(seq))
        await db.deleteFrom('errand').where('seq', '=', seq).execute()
      }
    },
    serve(given) {
      holds = given
    },
    async sweep() {
      await db.deleteFrom('errand').where('made_at', '<', sql<number>`${NOW} - ${KEPT_MS}`).execute()
    },
  }
}
