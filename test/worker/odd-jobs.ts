import { threadId } from 'node:worker_threads'
import type { Job } from '../../server/worker/job.js'
import { serveJobs } from '../../server/worker/serve-jobs.js'

/** Jobs that do to the worker what a stranger's input might. */
const JOBS = {
  echo: (async (text) => text) satisfies Job<string, string, never>,
  size: (async (buffer) => buffer.byteLength) satisfies Job<ArrayBuffer, number, never>,
  thread: (async () => threadId) satisfies Job<undefined, number, never>,
  spin: (async () => {
    for (;;);
  }) satisfies Job<undefined, never, never>,
  eat: (async () => {
    const eaten: unknown[] = []
    for (;;) eaten.push({ more: [eaten.length] })
  }) satisfies Job<undefined, never, never>,
  recurse: (async () => {
    const deeper = (): number => deeper() + 1
    return deeper()
  }) satisfies Job<undefined, number, never>,
  fail: (async () => {
    throw new Error('as told')
  }) satisfies Job<undefined, never, never>,
  exit: (async () => process.exit(3)) satisfies Job<undefined, never, never>,
  crash: (async () => {
    setImmediate(() => {
      throw new Error('behind its back')
    })
    return new Promise<never>(() => {})
  }) satisfies Job<undefined, never, never>,
  count: (async (to, give) => {
    for (let number = 1; number <= to; number++) await give(number)
    return to
  }) satisfies Job<number, number, number>,
} as const
export type OddJobs = typeof JOBS

serveJobs(JOBS)
