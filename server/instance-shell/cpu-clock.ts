import { readFileSync, readlinkSync } from 'node:fs'
import type { Worker } from 'node:worker_threads'

/** The thread that asks, as Linux numbers it; undefined elsewhere. */
export function ownThreadId(): string | undefined {
  try {
    return /(\d+)$/.exec(readlinkSync('/proc/thread-self'))?.[1]
  } catch {
    return undefined
  }
}

/**
 * Milliseconds of CPU that a thread has used since now. Linux tells them, in nanoseconds; elsewhere the time counts in
 * which the thread wasn't idle, which on a busy machine is more. Source: Linux, Documentation/scheduler/sched-stats.
 */
export function cpuClock(worker: Worker, threadId: string | undefined): () => number {
  const utilization = worker.performance.eventLoopUtilization()
  const nanoseconds = () => Number(/^\d+/.exec(readFileSync(`/proc/self/task/${threadId}/schedstat`, 'latin1'))?.[0])
  const active = () => worker.performance.eventLoopUtilization(utilization).active
  if (threadId === undefined) return active
  try {
    const before = nanoseconds()
    return () => (nanoseconds() - before) / 1e6
  } catch {
    // A kernel without these figures.
    return active
  }
}
