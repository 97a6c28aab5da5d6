import { useRef } from 'react'

/** How soon what changes by itself is asked for again. */
const SOON_MS = 3_000
/** For how long: each question is a record in the event history. */
const PATIENCE_MS = 120_000
const USUAL_MS = 60_000

/** The `every` of a query whose data change by themselves for a moment: more often then, but not without end. */
export function useSettling<T>(isUnsettled: (data: T) => boolean): (data: T | undefined) => number {
  const since = useRef<number>(undefined)
  return (data) => {
    if (data === undefined || !isUnsettled(data)) {
      since.current = undefined
      return USUAL_MS
    }
    since.current ??= Date.now()
    return Date.now() - since.current < PATIENCE_MS ? SOON_MS : USUAL_MS
  }
}
