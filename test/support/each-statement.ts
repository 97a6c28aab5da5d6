import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEveryStatement } from '../crash/statements.js'

/**
 * Runs `work` and keeps, after each statement that SQLite ran, a copy of the folder as a process that was killed there
 * would leave it; one copy where several statements left the same. Returns the copies' paths. What was written stays
 * written after a kill, so the files are all there is to look at.
 */
export async function afterEachStatement(folder: string, into: string, work: () => Promise<unknown>): Promise<string[]> {
  const kept: string[] = []
  const known = new Set<string>()
  const keep = () => {
    const content = contentOf(folder)
    if (known.has(content)) return
    known.add(content)
    const place = join(into, String(kept.length))
    mkdirSync(place, { recursive: true })
    cpSync(folder, place, { recursive: true })
    kept.push(place)
  }
  const restore = afterEveryStatement(keep)
  try {
    await work()
  } finally {
    restore()
  }
  return kept
}

function contentOf(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name)
    hash.update(`${name}\n`)
    if (statSync(path).isFile()) hash.update(readFileSync(path))
  }
  return hash.digest('hex')
}
