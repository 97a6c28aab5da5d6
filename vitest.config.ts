import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Waits end as soon as what is waited for is there: on a busy machine patience costs nothing, and no test is timed. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // What takes minutes and seldom fails has a command of its own: `npm run test:long`.
    exclude: process.env.LONG_TESTS ? [] : ['test/**/*.long.test.ts'],
    // Much of a test's time is waiting for browsers and CLIs, which another file can use.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
