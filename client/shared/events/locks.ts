/** Asks for a Web Lock and holds it, once granted, until it is let go; the browser lets go of a closed tab's. */
export function holdLock(name: string, mode: LockMode, granted: () => void = () => undefined): () => void {
  const waiting = new AbortController()
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  navigator.locks
    .request(name, { mode, signal: waiting.signal }, () => {
      if (!waiting.signal.aborted) granted()
      return held
    })
    .catch((error: unknown) => {
      if (!waiting.signal.aborted) throw error
    })
  return () => {
    waiting.abort()
    letGo()
  }
}

/** What follows `prefix` in the names of the locks that any tab of this origin holds. */
export async function heldLocks(prefix: string): Promise<string[]> {
  const { held = [] } = await navigator.locks.query()
  const names = held.flatMap(({ name = '' }) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))
  return [...new Set(names)].sort()
}
