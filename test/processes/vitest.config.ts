import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { patient, testProjects } from '../support/test-projects.js'
import { chosen } from './selection.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** `npm run test:processes`: suites of `npm test` over two processes and one PostgreSQL, and those about several processes. */
export default defineConfig({
  root,
  test: {
    maxWorkers: patient.maxWorkers,
    projects: testProjects({ root, files: chosen(root), setupFiles: ['test/processes/setup.ts'] }),
    globalSetup: ['test/processes/global-setup.ts'],
    reporters: ['default', './test/processes/summary.ts'],
  },
})
