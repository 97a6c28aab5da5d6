import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { leftOut } from './left-out.js'
import { overPostgres } from './over-postgres.js'

/** What a test imports when it has a server, or operations over a store. */
const SEAMS: readonly { file: string; name: RegExp }[] = [
  { file: 'test/support/server.ts', name: /\bstartServer\b/ },
  { file: 'test/support/world.ts', name: /\bWorld\b/ },
  { file: 'test/support/databases.ts', name: /\bopenTestStore\b/ },
]

/**
 * Every test file that has a server or a store from test/support, in whichever room, and those that `npm test` leaves to
 * this run: relative paths.
 */
export function suites(root: string): string[] {
  const all = readdirSync(posix.join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join('test', name.replaceAll('\\', '/')))
    .filter((file) => /\.test\.tsx?$/.test(file) && !file.endsWith('.long.test.ts') && reaches(root, file, new Set()))
  return [...new Set([...all, ...overPostgres])].sort()
}

/** Those that run: each but the files on the list. */
export function chosen(root: string): string[] {
  const out = new Set(leftOut.filter(({ test }) => test === undefined).map(({ file }) => file))
  return suites(root).filter((file) => !out.has(file))
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(?!type\b)([^'"`;]*?)\s*from\s+['"](\.[^'"]+)['"]/g

function reaches(root: string, file: string, seen: Set<string>): boolean {
  if (seen.has(file)) return false
  seen.add(file)
  const text = readFileSync(posix.join(root, file), 'utf8')
  return [...text.matchAll(IMPORT)].some(([, names = '', from = '']) => {
    const to = sourceOf(root, posix.join(posix.dirname(file), from))
    if (to === undefined || !to.startsWith('test/')) return false
    const seam = SEAMS.find((one) => one.file === to)
    return seam ? seam.name.test(names) : reaches(root, to, seen)
  })
}

function sourceOf(root: string, path: string): string | undefined {
  const name = path.replace(/\.js$/, '')
  return [`${name}.ts`, `${name}.tsx`].find((file) => existsSync(posix.join(root, file)))
}
