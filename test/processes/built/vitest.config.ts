import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { patient } from '../../support/test-projects.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const { maxWorkers, ...patience } = patient

/** `npm run test:built`: the real clients and SSH before two built processes; then these are killed, with the machine to themselves. */
export default defineConfig({
  root,
  test: {
    globalSetup: ['test/processes/built/global-setup.ts'],
    projects: [
      {
        root,
        test: {
          ...{ ...patience, maxWorkers, name: 'clients', sequence: { groupOrder: 0 } },
          include: ['test/clients/*.test.ts', 'test/processes/built/ssh.test.ts'],
          exclude: ['test/clients/*.long.test.ts'],
        },
      },
      {
        root,
        test: {
          ...{ ...patience, maxWorkers: 1, name: 'kills', sequence: { groupOrder: 1 } },
          include: ['test/processes/built/kills.long.test.ts'],
        },
      },
    ],
  },
})
