import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { overPostgres } from './test/processes/over-postgres.js'
import { patient, testProjects } from './test/support/test-projects.js'

// What takes minutes and seldom fails has a command of its own: `npm run test:long`. What is about several processes runs in
// `npm run test:processes` alone.
const exclude = process.env.LONG_TESTS ? [] : ['test/**/*.long.test.ts', ...overPostgres]

export default defineConfig({
  test: {
    maxWorkers: patient.maxWorkers,
    projects: testProjects({ root: fileURLToPath(new URL('.', import.meta.url)), exclude }),
  },
})
