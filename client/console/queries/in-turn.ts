/** A browser opens six connections to a server. Half stay free, so that a click never waits behind a table's cells. */
const AT_ONCE = 3

let running = 0
const waiting: (() => void)[] = []

/** Makes a call once few enough others are under way; none for an asker who has gone by then. */
export async function inTurn<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  if (running < AT_ONCE) running++
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    signal?.throwIfAborted()
    return await call()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
