import { getPriority, setPriority } from 'node:os'

/** Where there are too few cores, the thread gets a third of what the server's own gets. */
const NICER = 5
const NICEST = 19

/**
 * Lets the server's own thread go first, however much this one computes. On Linux 0 names the thread that asks. Elsewhere
 * it names the whole process, so nothing changes there. Source: Linux, setpriority(2), "C library/kernel differences".
 */
export function stepBehindServer(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(0, Math.min(NICEST, getPriority(0) + NICER))
  } catch {
    // A sandbox that forbids even this: the thread is as good without.
  }
}
