import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anonymous } from '../../server/classroom/acts/spotlight.js'
import { readRoster } from '../../server/classroom/roster/read-roster.js'
import { explainFailedAuthentication, explainRecord } from '../../server/records/explanations/explain.js'
import { call, type Jar, startClassroom, type TestClassroom } from '../support/classroom.js'

const PASSWORD = 'helpful and Patient 7'

let room: TestClassroom
beforeAll(async () => {
  room = await startClassroom()
})
afterAll(() => room.close())

const roster = (id: string, names: string[]) =>
  room.ask('POST /classroom/classes/:class/roster', { csv: ['name', ...names].join('\n') }, undefined, { class: id })

function stoppable() {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}

/** Somebody new on the staff, and their browser. */
async function invited(role: 'instructor' | 'assistant', name: string): Promise<{ jar: Jar; id: string }> {
  const { code } = (await room.ask('POST /classroom/invitations', { role, classIds: [room.first.id] })).body
  const jar: Jar = new Map()
  const body = { invitation: code, name, password: PASSWORD }
  const made = await call<{ staff: { id: string } }>(room.app.url, 'POST /classroom/staff', body, jar)
  return { jar, id: made.body.staff.id }
}

describe('a removed instructor', () => {
  it.each(['instructor', 'assistant', 'projector'])('doesn’t come back by an invitation as %s that they kept', async (role) => {
    const { jar, id } = await invited('instructor', `Ivo of ${role}`)
    const kept = await room.ask('POST /classroom/invitations', { role, classIds: [room.first.id] }, jar)
    expect(kept.status).toBe(201)
    expect((await call(room.app.url, `DELETE /classroom/staff/${id}`, undefined, room.instructor)).status).toBe(200)
    const route = role === 'projector' ? 'POST /classroom/projectors' : 'POST /classroom/staff'
    const body = { invitation: kept.body.code, name: `Ivo is back as ${role}`, password: PASSWORD }
    expect((await call(room.app.url, route, body)).body.code).toBe('CodeRefused')
  })
})

describe('somebody who guesses codes', () => {
  it('keeps nobody of the same address out', async () => {
    const klass = await room.newClass({ title: 'Guessed' })
    const { signal, abort } = stoppable()
    const address = `${room.app.url}/api/classroom/join?code=`
    let guesses = 0
    const guess = async (): Promise<void> => {
      while (!signal.aborted) {
        const { status } = await fetch(`${address}${String(guesses++).padStart(6, 'Q')}`, { signal })
        // The address has used up what it may guess without a wait, and its line is full.
        if (status === 429) return
      }
    }
    const guessers = Array.from({ length: 250 }, () => guess().catch(() => undefined))
    await Promise.race(guessers)
    expect(await room.join(klass, { name: 'Honest' })).toMatchObject({ status: 201 })
    abort()
    await Promise.all(guessers)
  })
})

describe('the last place', () => {
  it('goes to one of those on a roster who come at the same time', async () => {
    const klass = await room.newClass({ title: 'Small', names: 'roster', mostLearners: 1 })
    const names = ['One', 'Two', 'Three', 'Four']
    await roster(klass.id, names)
    await Promise.all(names.map((name) => room.join(klass, { name })))
    const at = { class: klass.id }
    const { joined } = (await room.ask('GET /classroom/classes/:class', undefined, undefined, at)).body
    expect(joined).toBeLessThanOrEqual(1)
    await room.ask('POST /classroom/classes/:class', { mostLearners: 4 }, undefined, at)
    // Whoever got none can still come, with a passphrase of their choice.
    for (const name of names) expect((await room.join(klass, { name })).status).toBeLessThan(300)
  })
})

describe('a name', () => {
  it.each([
    ['Аnna', 400],
    ['Anna Βerger', 400],
    ['Анна', 201],
    ['Анна Berger', 201],
    ['Ελένη Πάπας', 201],
    ['__proto__', 201],
  ])('that mixes alphabets within a word is nobody’s: %s', async (name, status) => {
    expect((await room.join(room.first, { name })).status).toBe(status)
  })
})

describe('a roster', () => {
  it.each([
    ['line breaks alone', '\r'.repeat(999_990)],
    ['quotation marks alone', '"'.repeat(999_990)],
    ['columns alone', ','.repeat(999_990)],
    ['short lines of one quotation mark', 'a,"b\n'.repeat(1_999)],
  ])('of %s is refused without a pause for others', async (_, csv) => {
    const began = process.cpuUsage()
    const { mistakes } = await readRoster(csv)
    const { user } = process.cpuUsage(began)
    expect(mistakes.length).toBeGreaterThan(0)
    expect(user / 1000).toBeLessThan(250)
  })
})

describe('the spotlight', () => {
  const record = {
    ...{ accountId: '111122223333', requestId: 'r', sequence: 1, time: 0, realTime: 0, readOnly: false, region: 'us-east-1' },
    ...{ principal: { type: 'Unknown' as const }, sourceIp: '192.0.2.1', userAgent: 'ssh', service: 'ssh', name: 'Login' },
    ...{ category: 'ssh' as const, outcome: 'error' as const, params: { user: 'mara' } },
  }
  const failed = { ...record, category: 'api' as const, service: 'iam', name: 'GetUser', accessKeyId: 'AKIAEXAMPLEEXAMPLE00' }
  const by = { name: 'MaraReads', sid: 'MarasOwn', statement: 0 }
  it.each([
    ['a login name', explainRecord({ ...record, errorCode: 'Denied', reason: 'ssh-wrong-user', facts: { user: 'mara' } })],
    ['a login that succeeded', explainRecord({ ...record, outcome: 'success' })],
    ['a policy that was deleted', explainRecord({ ...failed, outcome: 'success', authorization: { decidedBy: by } as never })],
    [
      'the name of a machine',
      explainFailedAuthentication({
        ...failed,
        ...{ errorCode: 'SignatureDoesNotMatch', errorMessage: '', reason: 'signature' },
        evidence: {
          canonicalRequest: '',
          stringToSign: '',
          masked: false,
          cause: { kind: 'host', signed: 'mara-laptop.local' },
        },
      } as never),
    ],
  ])('doesn’t tell %s, which no account has', (_, explanation) => {
    expect(JSON.stringify(explanation)).toMatch(/mara/i)
    expect(JSON.stringify(anonymous(explanation, [], 0))).not.toMatch(/mara/i)
  })
})
