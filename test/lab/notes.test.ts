import request from 'supertest'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NOTE_LENGTH } from '../../server/lab/notes/note-length.js'
import { cookiesOf, newAccount, startServer, type TestServer } from '../support/server.js'

interface Sheet {
  accountId: string
  lessons: { id: string; recap: string; note: string }[]
}

let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

async function learner() {
  const { accountId, jar, credentials } = await newAccount(app.url)
  const cookie = cookiesOf(jar)
  return {
    accountId,
    cookie,
    credentials,
    sheet: (account = accountId) => request(app.server).get('/api/lab/cheat-sheet').query({ account }).set('Cookie', cookie),
    write: (lesson: string, text: unknown, account = accountId) =>
      request(app.server).post(`/api/lab/lessons/${lesson}/note`).set('Cookie', cookie).send({ account, text }),
  }
}
type Learner = Awaited<ReturnType<typeof learner>>

async function noteOf({ sheet }: Learner, lesson: string): Promise<string | undefined> {
  const { lessons } = (await sheet().expect(200)).body as Sheet
  return lessons.find(({ id }) => id === lesson)?.note
}

it('has the recap and the note of every lesson, filled in for the account', async () => {
  const own = await learner()
  const { accountId, lessons } = (await own.sheet().expect(200)).body as Sheet
  expect(accountId).toBe(own.accountId)
  expect(lessons.length).toBeGreaterThan(14)
  for (const { id, recap, note } of lessons)
    expect([id, recap.length > 40, /\{\{/.test(recap), note]).toEqual([id, true, false, ''])
})

it('keeps a note as it was written, until another one or none takes its place', async () => {
  const own = await learner()
  const text = 'Root: password + MFA, no key.\n<b>"&amp;"</b> größer 鍵 ⚠️ 👩‍💻\n\tif (x)'
  expect((await own.write('root', text).expect(200)).body).toEqual({ text })
  await own.write('dashboard', 'other').expect(200)
  expect(await noteOf(own, 'root')).toBe(text)
  expect(await noteOf(own, 'dashboard')).toBe('other')
  await own.write('root', 'shorter').expect(200)
  expect(await noteOf(own, 'root')).toBe('shorter')
  await own.write('root', '').expect(200)
  expect(await noteOf(own, 'root')).toBe('')
  expect(await app.store.documents.listOf(own.accountId, 'lesson-note')).toHaveLength(1)
})

it('takes a note of full length and none that is longer, is no text, or could be obeyed', async () => {
  const own = await learner()
  await own.write('root', 'x'.repeat(NOTE_LENGTH)).expect(200)
  for (const text of ['y'.repeat(NOTE_LENGTH + 1), 'y\u0000', 'y\u001b[2J', 'y\ud800', 7, null, ['y'], { y: 1 }, undefined]) {
    const { body } = await own.write('root', text).expect(400)
    expect(body).toMatchObject({ code: 'InvalidInput' })
  }
  expect(await noteOf(own, 'root')).toBe('x'.repeat(NOTE_LENGTH))
  await own.write('no-such-lesson', 'x').expect(404)
})

it('keeps no secret access key of the account or of another', async () => {
  const own = await learner()
  for (const secret of [own.credentials.secretAccessKey, 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY']) {
    const { body } = await own.write('root', `my key: ${secret}`).expect(400)
    expect(body).toMatchObject({ code: 'SecretInNote' })
    expect(JSON.stringify(body)).not.toContain(secret)
  }
  expect(await noteOf(own, 'root')).toBe('')
})

it('gives another learner nothing, and lets them write nothing', async () => {
  const own = await learner()
  const other = await learner()
  await own.write('root', 'mine alone').expect(200)
  for (const answer of [await other.sheet(own.accountId), await other.write('root', 'theirs', own.accountId)]) {
    expect(answer.status).toBe(403)
    expect(answer.text).not.toContain('mine alone')
  }
  expect((await request(app.server).get('/api/lab/cheat-sheet').query({ account: own.accountId })).status).toBe(403)
  expect(await noteOf(other, 'root')).toBe('')
  expect(await noteOf(own, 'root')).toBe('mine alone')
})

it('outlives a reset of the account, and goes with the account', async () => {
  const own = await learner()
  await own.write('root', 'still true').expect(200)
  const at = `/api/lab/accounts/${own.accountId}`
  await request(app.server).post(`${at}/reset`).set('Cookie', own.cookie).expect(200)
  expect(await noteOf(own, 'root')).toBe('still true')
  await request(app.server).delete(at).set('Cookie', own.cookie).expect(200)
  expect(await app.store.documents.listOf(own.accountId, 'lesson-note')).toEqual([])
})
