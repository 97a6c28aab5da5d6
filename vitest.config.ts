import { defineConfig } from 'vitest/config'

/** Waits end as soon as what is waited for is there: on a busy machine patience costs nothing, and no test is timed. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
