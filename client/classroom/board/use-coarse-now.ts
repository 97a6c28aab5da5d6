import { useEffect, useState } from 'react'

const EVERY_MS = 15_000

/** Real time in milliseconds, for what is shown in minutes. */
export function useCoarseNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
