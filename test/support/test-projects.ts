import { availableParallelism } from 'node:os'
import type { TestProjectInlineConfiguration } from 'vitest/config'

/** Waits end as soon as what is waited for is there: on a busy machine patience costs nothing, and no test is timed. */
export const patient = {
  // Much of a test's time is waiting for browsers and CLIs, which another file can use.
  maxWorkers: Math.max(3, availableParallelism() - 1),
  testTimeout: 120_000,
  hookTimeout: 240_000,
  expect: { poll: { timeout: 20_000 } },
}

/**
 * Rooms and files that have a process to themselves: they measure it, change what belongs to all of it, or last so long
 * that the start of a process doesn't count. All others share processes, so the server's modules are read once and not
 * for each file.
 */
const ALONE = [
  ...['browser', 'bounds', 'cli', 'clients', 'crash', 'fuzz', 'instances', 'processes', 'ssh', 'store'].map(
    (room) => `test/${room}/`,
  ),
  // Replaces node:fs.
  'test/policies/aws-managed-policies.test.ts',
  // Break connections, and count statements, of all that the process has open.
  'test/wire/database-away.test.ts',
  'test/wire/statements.test.ts',
]

const isAlone = (file: string): boolean => ALONE.some((one) => file.startsWith(one))
const globOf = (one: string): string => (one.endsWith('/') ? `${one}**/*.test.{ts,tsx}` : one)

interface Tests {
  /** Paths from `root`; without them, all there are. */
  files?: readonly string[]
  exclude?: readonly string[]
  setupFiles?: string[]
  root: string
}

/** Two kinds of processes, of which those that run one file begin first: they have the longest. */
export function testProjects({ files, exclude = [], root, setupFiles = [] }: Tests): TestProjectInlineConfiguration[] {
  const common = { ...patient, setupFiles }
  return [
    {
      root,
      test: {
        ...common,
        name: 'alone',
        include: files?.filter(isAlone) ?? ALONE.map(globOf),
        exclude: [...exclude],
      },
    },
    {
      root,
      test: {
        ...common,
        name: 'together',
        include: files?.filter((file) => !isAlone(file)) ?? ['test/**/*.test.{ts,tsx}'],
        exclude: [...exclude, ...ALONE.map(globOf)],
        isolate: false,
      },
    },
  ]
}
