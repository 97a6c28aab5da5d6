import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Exam, ExamResult } from '../../server/classroom/contract.js'
import { openStore } from '../../server/store/store.js'
import { call, INSTRUCTOR, startClassroom } from '../support/classroom.js'
import { startServer } from '../support/server.js'
import { FakeClock } from '../support/world.js'

const folder = mkdtempSync(join(tmpdir(), 'exam-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const LEARNERS = 20

describe('an exam whose server is away when its time ends', () => {
  it('goes on at the next start, and hands each learner’s in once', async () => {
    const clock = new FakeClock()
    const masterKey = new Uint8Array(32).fill(7)
    const open = () => openStore({ engine: 'sqlite', file: join(folder, 'dojo.db'), masterKey, clock })
    const room = await startClassroom({ clock, store: await open() })
    for (let at = 0; at < LEARNERS; at++) await room.join(room.first, { name: `Learner ${at}` })
    const asked = { to: { all: true }, lesson: 'capstone', minutes: 30 }
    const { body: begun } = await room.ask('POST /classroom/classes/:class/exams', asked)
    expect(begun).toMatchObject({ state: 'running', failed: [] })
    const of = room.first.id
    await room.close()
    // Its time ends while nobody is there.
    clock.forward(31 * 60_000)
    const app = await startServer({ classroom: {}, clock, store: await open() })
    const jar = new Map<string, string>()
    await call(app.url, 'POST /classroom/session', INSTRUCTOR, jar)
    const look = async () => (await call<Exam[]>(app.url, `GET /classroom/classes/${of}/exams`, undefined, jar)).body[0]
    let exam = await look()
    while (exam?.state !== 'ended') exam = await look()
    const results = await call<ExamResult[]>(app.url, `GET /classroom/classes/${of}/exams/${exam.id}/results`, undefined, jar)
    expect(results.body).toHaveLength(LEARNERS)
    const again = await call<Exam>(app.url, `POST /classroom/classes/${of}/exams/${exam.id}/end`, {}, jar)
    expect(again.body.learners).toEqual(exam.learners)
    await app.close()
  })
})
