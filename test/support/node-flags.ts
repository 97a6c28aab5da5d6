import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../server/cli/paths.js'

/** What `npm start` gives node, so that a server that a test or a bench starts is the one that a user has. */
export function nodeFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } }
  return scripts.start.split(' ').filter((word) => word.startsWith('--'))
}
