import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import everything from '../../vitest.config.js'
import { chosen } from './selection.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** `npm run test:processes`: the suites of `npm test` over two processes and one PostgreSQL, each with a database of its own. */
export default defineConfig({
  root,
  test: {
    ...everything.test,
    include: chosen(root),
    globalSetup: ['test/processes/global-setup.ts'],
    setupFiles: ['test/processes/setup.ts'],
    reporters: ['default', './test/processes/summary.ts'],
  },
})
