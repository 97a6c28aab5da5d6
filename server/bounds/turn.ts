/**
 * What one piece of work may use of a turn of the event loop before it lets others in, in milliseconds. Far below the 50
 * that a turn may take (decision 14), since several pieces can meet in one turn.
 */
const BREATH_MS = 1

/** When the work of this turn began, as far as anybody asked; undefined in a fresh turn. */
let began: number | undefined

function usedMs(): number {
  const now = performance.now()
  if (began === undefined) {
    began = now
    // Unreferenced: it forgets the time when the turn ends, but causes no turn of its own.
    setImmediate(() => {
      began = undefined
    }).unref()
  }
  return now - began
}

/**
 * Lets others in where this turn has been at work for a while; otherwise it costs almost nothing and gives undefined. For
 * loops whose length a stranger decides. Those who wait go on one after the other, as far as a turn has room for them.
 * `mostMs`: how far into a turn this work may still go on, for work that everybody else waits for.
 *
 * @example
 *   for (const row of rows) {
 *     read(row)
 *     await breathe()
 *   }
 */
export function breathe(mostMs = BREATH_MS): Promise<void> | undefined {
  return usedMs() < mostMs ? undefined : anotherTurn(mostMs)
}

function anotherTurn(mostMs: number): Promise<void> {
  return new Promise((resolve) => {
    const goOn = () => {
      if (usedMs() < mostMs) resolve()
      else setImmediate(goOn)
    }
    setImmediate(goOn)
  })
}

/** Runs a generator to its end and breathes where it yields: for work that is the same whether it may pause or not. */
export async function inPieces<T>(work: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    const pause = breathe()
    if (pause) await pause
  }
}

/** Runs a generator to its end at once. */
export function atOnce<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
