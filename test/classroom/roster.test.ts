import { monitorEventLoopDelay } from 'node:perf_hooks'
import fc from 'fast-check'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rosterText } from '../../client/classroom/roster/roster-text.js'
import type { ClassListing } from '../../server/classroom/contract.js'
import { guarded, unguarded } from '../../server/classroom/formula-guard.js'
import { readRoster } from '../../server/classroom/roster/read-roster.js'
import { writeRoster } from '../../server/classroom/roster/write-roster.js'
import { learnersOf, startClassroom, type TestClassroom } from '../support/classroom.js'

let room: TestClassroom
beforeAll(async () => {
  room = await startClassroom()
})
afterAll(() => room.close())

const people = async (csv: string) =>
  (await readRoster(csv)).entries.map(({ fullName, email, externalId, section }) => [fullName, email, externalId, section])

const MARA = ['Mara Ek', 'mara@example.com', '4711', 'Blue']
const JON = ['Jon, the Second', 'jon@example.com', '4712', 'Red']

describe('a roster', () => {
  it('says which columns it didn’t read', async () => {
    const { entries, ignored } = await readRoster('Name;Matrikel;E-Mail;Gruppe\nMara Ek;4711;mara@example.com;Blue\n')
    expect(ignored).toEqual(['Matrikel', 'Gruppe'])
    expect(entries).toHaveLength(1)
    expect((await readRoster('Mara Ek,mara@example.com\n')).ignored).toEqual([])
  })

  it.each([
    ['UTF-8', Buffer.from('name\nDána Müller\n')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffname\nDána Müller\n')],
    ['Windows-1252', Buffer.from('name\nDána Müller\n', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffname\nDána Müller\n', 'utf16le')],
  ])('keeps the accents of a spreadsheet’s file in %s', async (_, bytes) => {
    expect((await readRoster(rosterText(bytes))).entries.map(({ fullName }) => fullName)).toEqual(['Dána Müller'])
  })

  it.each([
    [
      'commas',
      'Name,E-Mail,External ID,Section\nMara Ek,mara@example.com,4711,Blue\n"Jon, the Second",jon@example.com,4712,Red\n',
    ],
    [
      'semicolons',
      'name;email;id number;section\r\nMara Ek;mara@example.com;4711;Blue\r\nJon, the Second;jon@example.com;4712;Red\r\n',
    ],
    [
      'tabs',
      'SECTION\tEmail address\tName\tID\nBlue\tmara@example.com\tMara Ek\t4711\nRed\tjon@example.com\tJon, the Second\t4712',
    ],
    [
      'a byte order mark',
      '\ufeff"name","e-mail","external_id","group"\n"Mara Ek","mara@example.com","4711","Blue"\n\n"Jon, the Second","jon@example.com","4712","Red"\n\n',
    ],
    ['no headers', 'Mara Ek,mara@example.com,4711,Blue\n"Jon, the Second",jon@example.com,4712,Red'],
    [
      'old line ends',
      'name,email,id,section\rMara Ek,mara@example.com,4711,Blue\r"Jon, the Second",jon@example.com,4712,Red\r',
    ],
  ])('is read with %s', async (_, csv) => {
    expect(await people(csv)).toEqual([MARA, JON])
  })

  it('is read as Moodle and Canvas write it', async () => {
    const moodle = 'First name,Last name,ID number,Email address,Groups\nMara,Ek,4711,mara@example.com,x\n'
    expect(await people(moodle)).toEqual([['Mara Ek', 'mara@example.com', '4711', undefined]])
    const canvas = 'Student,ID,SIS User ID,SIS Login ID,Section\n"Ek, Mara",99,4711,mara@example.com,Blue\n'
    expect(await people(canvas)).toEqual([['Ek, Mara', 'mara@example.com', '4711', 'Blue']])
  })

  it.each([',', ';', '\t'])('keeps every name of a plain file, which is read some lines at a time: by %j', async (mark) => {
    const names = Array.from({ length: 95 }, (_, n) => `Learner ${n + 1}`)
    const csv = [`name${mark}section`, ...names.map((name) => `${name}${mark}Blue`)].join('\n')
    const { entries } = await readRoster(csv)
    expect(entries.map(({ fullName }) => fullName)).toEqual(names)
    expect(entries.map(({ line }) => line)).toEqual(names.map((_, n) => n + 2))
  })

  it('names the line of each mistake, and changes nothing then', async () => {
    const of = await room.newClass({ names: 'roster' })
    const csv =
      'name,email\nMara,mara@example.com\n\n,nobody@example.com\n"two\nlines",a@example.com\nJon,no address\nMara,Mara@Example.com\n'
    const { body } = await room.ask('POST /classroom/classes/:class/roster', { csv }, undefined, { class: of.id })
    expect(body).toEqual({
      ignored: [],
      added: 0,
      updated: 0,
      unchanged: 0,
      mistakes: [
        { line: 4, message: 'A name has 1 to 64 characters.' },
        { line: 5, message: 'A name can’t have line breaks or invisible characters.' },
        { line: 7, message: 'This isn’t an email address. Use one such as mara@example.com.' },
        { line: 8, message: 'This is the same person as in line 2.' },
      ],
    })
    expect(await learnersOf(room, of)).toEqual([])
    expect((await readRoster('name\n"Mara\nJon\n')).mistakes).toEqual([
      { line: 2, message: expect.stringContaining('quotation mark') },
    ])
    expect((await readRoster('')).mistakes).toEqual([{ line: 1, message: 'The file is empty.' }])
    expect((await readRoster('x\n'.repeat(2_001))).mistakes[0]?.message).toMatch(/2000 lines/)
    expect((await readRoster(`name\n${'x'.repeat(1_000_001)}`)).mistakes[0]?.message).toMatch(/1 MB/)
  })

  it('updates when it is read again, and doubles nobody', async () => {
    const of = await room.newClass({ names: 'roster' })
    const read = async (csv: string) =>
      (await room.ask('POST /classroom/classes/:class/roster', { csv }, undefined, { class: of.id })).body
    const first =
      'name,email,id,section\nMara Ek,mara@example.com,4711,Blue\nJon,jon@example.com,,\nAnna,,,\nAnna,anna2@example.com,,\n'
    expect(await read(first)).toMatchObject({ added: 4, mistakes: [] })
    expect(await read(first)).toMatchObject({ added: 0, updated: 0, unchanged: 4 })
    await room.join(of, { name: 'Mara Ek' })
    const second = 'name,email,id,section\nMara Ekholm,new@example.com,4711,Red\nJon,jon@example.com,4712,Red\n'
    expect(await read(second)).toMatchObject({ added: 0, updated: 2, unchanged: 0 })
    const [anna, anna2, jon, mara] = await learnersOf(room, of)
    expect(mara).toMatchObject({ name: 'Mara Ekholm', email: 'new@example.com', section: 'Red', joinedAt: expect.any(Number) })
    expect(jon).toMatchObject({ externalId: '4712', section: 'Red' })
    expect([anna?.name, anna2?.name]).toEqual(['Anna', 'Anna 2'])
    const csv = (await room.ask('GET /classroom/classes/:class/roster.csv', undefined, undefined, { class: of.id })).text
    expect(await read(csv)).toMatchObject({ added: 0, updated: 0, unchanged: 4, mistakes: [] })
  })

  it('lets in those who are on it, and after slips only those who have the code', async () => {
    const of = await room.newClass({ names: 'roster' })
    const csv = 'name\nMara\nJon\nLea\n'
    await room.ask('POST /classroom/classes/:class/roster', { csv }, undefined, { class: of.id })
    expect(await room.join(of, { name: 'Stranger' })).toMatchObject({ status: 401, code: 'NotLetIn' })
    const mara = await room.join(of, { name: 'mara' })
    expect(mara).toMatchObject({ status: 201, name: 'Mara' })
    expect(await room.join(of, { name: 'Mara', passphrase: 'somebody else’s' })).toMatchObject({
      status: 401,
      code: 'NotLetIn',
    })
    const { body } = await room.ask('POST /classroom/classes/:class/slips', { to: { all: true } }, undefined, { class: of.id })
    expect(body.address).toBe(`${room.app.url}/join#${of.code}`)
    expect(body.slips.map(({ name }) => name)).toEqual(['Jon', 'Lea'])
    const [jon, lea] = body.slips
    expect(await room.join(of, { name: 'Jon' })).toMatchObject({ status: 401 })
    const joined = await room.join(of, { personalCode: jon?.code.toLowerCase() })
    expect(joined).toMatchObject({ status: 201, id: jon?.learner })
    expect(await room.join(of, { personalCode: jon?.code })).toMatchObject({ status: 403, code: 'CodeRefused' })
    await room.ask('POST /classroom/classes/:class/slips', { to: { all: true } }, undefined, { class: of.id })
    expect(await room.join(of, { personalCode: lea?.code })).toMatchObject({ status: 403, code: 'CodeRefused' })
  })

  it('keeps real names to the roster where the class wants pseudonyms', async () => {
    const of: ClassListing = await room.newClass({ names: 'pseudonyms' })
    await room.ask('POST /classroom/classes/:class/roster', { csv: 'name\nMara Ek\n' }, undefined, { class: of.id })
    const { body } = await room.ask('POST /classroom/classes/:class/slips', { to: { all: true } }, undefined, { class: of.id })
    const mara = await room.join(of, { personalCode: body.slips[0]?.code })
    const [known] = await learnersOf(room, of)
    expect(known).toMatchObject({ fullName: 'Mara Ek', name: mara.name })
    expect(mara.name).not.toMatch(/Mara/)
    expect(await room.join(of, { name: 'Mara Ek' })).toMatchObject({ status: 401 })
  })

  it('is exported without a formula, and reads back as it was', async () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map((some) =>
        some
          .normalize('NFC')
          .replaceAll(/[\p{C}\u2800\s]+/gu, ' ')
          .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, ''),
      )
      .map((some) => some.trim())
      .filter((some) => some.length > 0 && some.length <= 64)
    const cell = fc.oneof(text, fc.constantFrom('=1+1', "'=1", '-2', '@x', '+49 1', '"quoted"', 'a;b', "''"))
    const learner = fc.record({ fullName: cell, externalId: cell, section: cell })
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(learner, { selector: ({ externalId }) => externalId, maxLength: 8, minLength: 1 }),
        async (rows) => {
          const csv = writeRoster(rows.map((row) => ({ ...row, name: row.fullName, sessions: [] })))
          for (const cells of Papa.parse<string[]>(csv.trimEnd()).data)
            for (const one of cells) expect(one).not.toMatch(/^[=+\-@\t\r]/)
          const { entries, mistakes } = await readRoster(csv)
          expect(mistakes).toEqual([])
          expect(entries.map(({ fullName, externalId, section }) => ({ fullName, externalId, section }))).toEqual(rows)
        },
      ),
      { numRuns: 200 },
    )
    fc.assert(fc.property(fc.string(), (any) => unguarded(guarded(any)) === any))
  })

  it('of the largest size holds nobody up', async () => {
    const line = `${'x'.repeat(60)},${'y'.repeat(60)}@example.com,`
    const large = Array.from({ length: 1_999 }, (_, index) => `${line}${index},${'s'.repeat(60)}`).join('\n')
    const commas = `${','.repeat(9_000)}\n`.repeat(100)
    const quotes = `${'"'.repeat(9_000)}\n`.repeat(100)
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    for (const text of [large, commas, quotes, `${'"x"'.repeat(3_000)}\n`.repeat(100), '\t;,'.repeat(330_000)])
      await readRoster(text)
    delay.disable()
    // A turn is 50 ms at most on an idle machine; tests may run on the busiest.
    expect(delay.max / 1e6).toBeLessThan(500)
  })
})
