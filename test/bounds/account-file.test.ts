import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importFile } from '../support/account-file.js'
import { accountContent, fileOfPieces, PASSPHRASE, recordOf } from './large-files.js'
import { canMeasureTurns, LONGEST_TURN_MS, type MeasuredServer, measuredServer } from './turns.js'

/** A server from its source begins at more than the built one, which has 300 MB for all: so the growth is measured. */
const MAX_GROWTH_MEGABYTES = 120
const MEGABYTE = 1_000_000

/** The first two took gigabytes and minutes when they were parsed whole. */
const ATTACKS: [what: string, text: () => Iterable<string>, code: string][] = [
  ['42 million lists', () => repeated('{"entities":[', '[],', 42_000_000), 'TooManyNodes'],
  ['3 million levels', () => repeated('{"entities":', '[', 3_000_000), 'TooDeep'],
  ['levels after as many ends', () => [...repeated('{"records":', ']', 1_000_000), ...repeated('', '[', 1_000_000)], 'TooDeep'],
  ['one string of 100 MB', () => repeated('{"fixture":"', 'x', 100_000_000), 'TooLarge'],
  ['white space of 100 MB', () => repeated('{', ' ', 100_000_000), 'TooLarge'],
  ['one string of 40 MB', () => repeated('{"fixture":"', '\\u0000', 6_600_000, '"}'), 'TooLarge'],
  ['a list of numbers in the place of a name', () => repeated('{"nextSequence":[', '1,', 1_900_000, '1]}'), 'TooManyNodes'],
  ['a million entities of no kind', () => repeated('{"entities":[', '{},', 1_000_000, '{}]}'), 'InvalidAccount'],
  ['a member twice', () => ['{"entities":[],"entities":[]}'], 'DamagedFile'],
  ['a member __proto__', () => ['{"__proto__":{"nextSequence":1},"entities":[]}'], 'InvalidAccount'],
  ['no JSON', () => repeated('{"entities":[', '}', 1_000_000), 'DamagedFile'],
  ['no text', () => ['\u0000\u0001'], 'DamagedFile'],
  ['nothing', () => [''], 'DamagedFile'],
]

function* repeated(start: string, text: string, times: number, end = ''): Generator<string> {
  const many = text.repeat(Math.ceil(MEGABYTE / text.length))
  const perPiece = many.length / text.length
  yield start
  for (let left = times; left > 0; left -= perPiece) yield left >= perPiece ? many : text.repeat(left)
  yield end
}

describe.skipIf(!canMeasureTurns)('an account file', () => {
  let server: MeasuredServer
  let megabytesBefore: number
  const growth = () => server.residentMegabytes() - megabytesBefore
  beforeAll(async () => {
    server = await measuredServer()
    // What is loaded once is not measured.
    const file = readFileSync(new URL('../fixtures/account-file-version-1.json', import.meta.url), 'utf8')
    await importFile(server.url, file, { passphrase: PASSPHRASE }, {})
    megabytesBefore = server.residentMegabytes()
  })
  afterAll(() => server?.stop())

  it.each(ATTACKS)('is refused and harms nobody: %s', async (_what, text, code) => {
    const file = await fileOfPieces(text())
    const longest = await server.longestTurn(async () => {
      const response = await importFile(server.url, file, { passphrase: PASSPHRASE }, {})
      expect((await response.json()) as unknown).toMatchObject({ code })
    })
    expect(longest).toBeLessThan(LONGEST_TURN_MS)
    expect(growth()).toBeLessThan(MAX_GROWTH_MEGABYTES)
  })

  it('may hold as much as a file can', async () => {
    const params = { filled: Array.from({ length: 120 }, (_, index) => ({ index })) }
    const records = Array.from({ length: 7_000 }, (_, index) => recordOf({ requestId: `request-${index}`, params }))
    const content = JSON.stringify(accountContent({ records }))
    const file = await fileOfPieces([content])
    let created = 0
    const longest = await server.longestTurn(async () => {
      const response = await importFile(server.url, file, { passphrase: PASSPHRASE }, {})
      created = response.status
    })
    expect(created).toBe(201)
    expect(growth()).toBeLessThan(MAX_GROWTH_MEGABYTES)
    expect(longest).toBeLessThan(LONGEST_TURN_MS)
  })
})
