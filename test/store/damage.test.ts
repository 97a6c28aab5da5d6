import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, expect, it } from 'vitest'
import { BackgroundCheck } from '../../server/store/background-check.js'
import { findDamage } from '../../server/store/damage.js'
import { openStore } from '../../server/store/store.js'
import { isWalDamaged } from '../../server/store/wal.js'
import { FakeClock, seededRandom } from '../support/world.js'

const clock = new FakeClock()
const masterKey = new Uint8Array(32).fill(3)
const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-damage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A database with documents, and its log as a killed process leaves it. */
async function filled(name: string, documents: number): Promise<string> {
  const file = join(folder, name)
  const store = await openStore({ engine: 'sqlite', file, masterKey, clock })
  for (let n = 0; n < documents; n++) await store.documents.put('notes', `n${n}`, { text: 'x'.repeat(300), n })
  cpSync(`${file}-wal`, `${file}.log`)
  await store.close()
  return file
}

it('finds damage in, or can read, each of many randomly damaged files', async () => {
  const good = readFileSync(await filled('random.db', 60))
  const random = seededRandom()
  const below = (limit: number) => Buffer.from(random.bytes(4)).readUInt32BE(0) % limit
  let found = 0
  for (let round = 0; round < 150; round++) {
    const bytes = Buffer.from(good)
    const at = below(bytes.length)
    const length = [1, 16, 4096][round % 3] ?? 1
    for (let n = at; n < Math.min(at + length, bytes.length); n++) bytes[n] = below(256)
    const file = join(folder, 'damaged.db')
    writeFileSync(file, bytes)
    const database = new Database(file)
    if (findDamage(database) !== undefined) found++
    else for (const table of ['account', 'document', 'meta']) database.prepare(`SELECT * FROM ${table}`).all()
    database.close()
  }
  expect(found).toBeGreaterThan(40)
})

it('tells a log that lost a commit from one that ends in a torn one', async () => {
  const log = `${await filled('log.db', 20)}.log`
  const good = readFileSync(log)
  expect(isWalDamaged(log)).toBe(false)
  truncateSync(log, good.length - 100)
  expect(isWalDamaged(log)).toBe(false)
  for (const at of [0, 20, 40, 5_000, good.length - 3 * 4120]) {
    const bytes = Buffer.from(good)
    bytes[at] = (bytes[at] ?? 0) ^ 0x55
    writeFileSync(log, bytes)
    expect(isWalDamaged(log), `at byte ${at}`).toBe(true)
  }
  writeFileSync(log, '')
  expect(isWalDamaged(log)).toBe(false)
  expect(isWalDamaged(join(folder, 'none'))).toBe(false)
})

it('checks a large database in a process of its own', async () => {
  const file = await filled('large.db', 20)
  expect(await new BackgroundCheck(file).finding).toBeUndefined()
  const bytes = readFileSync(file)
  bytes.fill(0, 4096, 3 * 4096)
  writeFileSync(file, bytes)
  expect(await new BackgroundCheck(file).finding).toContain('Tree')
  const stopped = new BackgroundCheck(file)
  await stopped.stop()
  expect(await stopped.finding).toBeUndefined()
})
