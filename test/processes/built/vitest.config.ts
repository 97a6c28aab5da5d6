import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { patient } from '../../support/test-projects.js'

/** `npm run test:built`: the real clients and SSH before two built processes, and the minute in which these are killed. */
export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  test: {
    ...patient,
    include: ['test/clients/*.test.ts', 'test/processes/built/*.test.ts'],
    exclude: ['test/clients/*.long.test.ts'],
    globalSetup: ['test/processes/built/global-setup.ts'],
    // The minute of kills has the machine to itself.
    fileParallelism: false,
  },
})
