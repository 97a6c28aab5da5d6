import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, learnersOf, startClassroom, type TestClassroom } from '../support/classroom.js'
import { post } from '../support/server.js'

const folder = mkdtempSync(join(tmpdir(), 'classroom-'))
const file = join(folder, 'dojo.db')
let room: TestClassroom
beforeAll(async () => {
  room = await startClassroom({ file })
})
afterAll(() => rmSync(folder, { recursive: true }))

/** All rows of all tables, as text; by table. */
function dump(): Map<string, string[]> {
  const db = new Database(file)
  const tables = db.prepare("select name from sqlite_master where type = 'table'").all() as { name: string }[]
  const rows = tables.map(
    ({ name }) => [name, (db.prepare(`select * from "${name}"`).all() as object[]).map((row) => JSON.stringify(row))] as const,
  )
  db.close()
  return new Map(rows)
}

describe('a class that is deleted', () => {
  it('leaves no row of itself, its learners, or their accounts', async () => {
    const { app } = room
    const of = await room.newClass({ title: 'To be deleted', names: 'roster' })
    const stays = await room.join(room.first, { name: 'Stays' })
    const csv = 'name,email\nMara Ek,mara.ek@example.com\nJon,\n'
    await room.ask('POST /classroom/classes/:class/roster', { csv }, undefined, { class: of.id })
    await room.ask('POST /classroom/classes/:class/slips', { to: { section: 'none' } }, undefined, { class: of.id })
    const mara = await room.join(of, { name: 'Mara Ek' })
    const { email, password } = mara.account
    await post(app.url, '/api/signin', { kind: 'root', email, password }, mara.jar)
    await post(app.url, '/api/signin', { kind: 'root', email, password: 'wrong' }, mara.jar)
    await call(app.url, 'POST /lab/course', {}, mara.jar)
    const start = { account: mara.account.accountId }
    await call(app.url, 'POST /lab/lessons/dashboard/start', start, mara.jar)
    await room.ask('POST /classroom/invitations', { role: 'projector', classIds: [of.id] })
    const [jon, known] = await learnersOf(room, of)
    const traces = [of.id, of.code.replace('-', ''), mara.id, jon?.id ?? '?', 'Mara Ek', 'mara.ek', 'To be deleted', email]
    const accountIds = known?.accountIds ?? []
    expect(accountIds).toHaveLength(2)

    const wanted = { title: 'Something else' }
    const path = 'POST /classroom/classes/:class/delete'
    expect((await room.ask(path, wanted, undefined, { class: of.id })).body).toMatchObject({ code: 'TitleDiffers' })
    expect((await room.ask(path, { title: 'To be deleted' }, undefined, { class: of.id })).status).toBe(200)
    expect((await room.join(of, { name: 'Mara Ek' })).code).toBe('CodeRefused')
    expect((await call<{ accounts: [] }>(app.url, 'GET /lab/session', undefined, mara.jar)).body.accounts).toEqual([])
    expect((await room.join(room.first, { name: 'Stays' })).id).toBe(stays.id)
    await app.settled()
    await room.close()

    const left = dump()
    expect(left.get('class_learner')).toHaveLength(1)
    for (const [table, rows] of left) {
      for (const row of rows) {
        for (const trace of traces) expect(row, table).not.toContain(trace)
        // An account leaves its number and a version, so that other processes learn of its end.
        if (!['account', 'entity'].includes(table)) for (const id of accountIds) expect(row, table).not.toContain(id)
        else if (accountIds.some((id) => row.includes(id))) expect(row).toMatch(/"deleted":1|"body":null/)
      }
    }
  }, 120_000)
})
