import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { openStore } from '../../server/store/store.js'
import { systemClock } from '../../server/system.js'

const writer = fileURLToPath(new URL('./kill-writer.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-kill-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the writer until it has acknowledged `enough` writes, kills it with SIGKILL, and returns what it acknowledged. */
function killedWriter(file: string, enough: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', writer, file], { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.split('\n').length > enough) child.kill('SIGKILL')
    })
    child.on('error', reject)
    child.on('close', () => resolve(text.split('\n').slice(0, -1)))
  })
}

it('loses no acknowledged write when the process is killed, three times over', async () => {
  const file = join(folder, 'a.db')
  const acknowledged: string[] = []
  for (const enough of [20, 45, 70]) acknowledged.push(...(await killedWriter(file, enough)))
  expect(acknowledged.length).toBeGreaterThan(100)
  const store = await openStore({ engine: 'sqlite', file, masterKey: new Uint8Array(32).fill(5), clock: systemClock })
  const kept = new Set(await store.accounts.list())
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
  await store.close()
})
