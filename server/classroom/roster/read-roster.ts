import Papa from 'papaparse'
import { z } from 'zod'
import { emailProblem, foldedEmail } from '../../account/account-names.js'
import { hasUnseen } from '../../account/visible-text.js'
import { breathe } from '../../bounds/turn.js'
import type { Mistake } from '../contract.js'
import { unguarded } from '../formula-guard.js'
import { lineOf, MAX_NAME, nameKey, personName, sectionName } from '../names.js'

export const MAX_BYTES = 1_000_000
export const MAX_LINES = 2_000
const MAX_COLUMNS = 100
const MAX_MISTAKES = 50
/** Learning platforms export many columns. */
const MAX_LINE = 10_000
const ROWS_AT_ONCE = 20

/** One person of a roster. A column that the file doesn't have is undefined; an empty cell is null. */
export interface RosterEntry {
  line: number
  fullName: string
  email: string | null | undefined
  externalId: string | null | undefined
  section: string | null | undefined
}

export interface Roster {
  entries: RosterEntry[]
  mistakes: Mistake[]
  /** Headers of columns that weren't read, as they stand there; the first few of them. */
  ignored: string[]
}

type Column = 'name' | 'first' | 'last' | 'email' | 'externalId' | 'section'

/** As learning platforms name them; case, and what stands between words, don't count. */
const HEADERS: Readonly<Record<Column, readonly string[]>> = {
  name: ['name', 'full name', 'student', 'student name'],
  first: ['first name', 'given name'],
  last: ['last name', 'surname', 'family name'],
  email: ['email', 'e mail', 'email address', 'e mail address', 'mail', 'sis login id'],
  externalId: ['external id', 'id number', 'student id', 'sis user id', 'id'],
  section: ['section', 'group'],
}
/** Without a line of headers, in this order. */
const POSITIONS: readonly Column[] = ['name', 'email', 'externalId', 'section']

const externalIdText = lineOf('an ID', MAX_NAME)

/**
 * Reads a roster: CSV with commas, semicolons, or tabs, with or without a byte order mark, quotes, and a line of headers.
 * Each mistake names its line; with one, there are no entries. It gives way to others after some lines.
 */
export async function readRoster(csv: string): Promise<Roster> {
  if (Buffer.byteLength(csv) > MAX_BYTES) return failed(1, `A roster has at most ${MAX_BYTES / 1_000_000} MB.`)
  // Not more of them than are looked at: a million are half a second's work.
  const lines = csv.replace(/^\ufeff/, '').split(/\r\n?|\n/, MAX_LINES + 2)
  if (lines.length > MAX_LINES + 1) return failed(MAX_LINES + 1, `A roster has at most ${MAX_LINES} lines.`)
  const long = lines.findIndex(({ length }) => length > MAX_LINE)
  if (long >= 0) return failed(long + 1, `A line has at most ${MAX_LINE} characters.`)
  const read = await readRows(lines.join('\n'))
  if ('message' in read) return { entries: [], mistakes: [read], ignored: [] }
  const [first] = read
  if (!first) return failed(1, 'The file is empty.')
  const columns = columnsIn(first.cells)
  const people = columns ? read.slice(1) : read
  const found = await readPeople(people, columns ?? new Map(POSITIONS.map((column, index) => [column, index])))
  return { ...found, ignored: columns ? ignoredIn(first.cells, columns) : [] }
}

const failed = (line: number, message: string) => ({ entries: [], mistakes: [{ line, message }], ignored: [] })

interface Row {
  line: number
  cells: string[]
}

/** Rows that say something, each with the line that it begins at; or the first mistake in their form. */
async function readRows(text: string): Promise<Row[] | Mistake> {
  const delimiter = delimiterOf(text)
  const rows: Row[] = []
  let line = 1
  for (let rest = text; rest !== ''; ) {
    // In its fast mode, the parser's place is one row too far after a preview.
    const { data, errors, meta } = Papa.parse<string[]>(rest, {
      delimiter,
      newline: '\n',
      preview: ROWS_AT_ONCE,
      fastMode: false,
    })
    const bad = errors.find(({ type }) => type === 'Quotes')?.row ?? Number.POSITIVE_INFINITY
    for (const [index, cells] of data.entries()) {
      if (index >= bad) return { line, message: 'A quotation mark is missing, or there is one too many.' }
      if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells })
      line += 1 + cells.reduce((sum, cell) => sum + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0)
    }
    // The parser gives no place where it has read to the end.
    rest = data.length < ROWS_AT_ONCE || meta.cursor === 0 ? '' : rest.slice(meta.cursor)
    await breathe()
  }
  return rows
}

/** The one that the first line has most of, outside of quotes. */
function delimiterOf(text: string): string {
  const [line = ''] = text
    .slice(0, MAX_LINE)
    .replaceAll(/"(?:[^"]|"")*"/g, '')
    .split('\n', 1)
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: line.split(mark).length }))
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).mark
}

/** Undefined if the first line is a person. */
function columnsIn(cells: readonly string[]): Map<Column, number> | undefined {
  const columns = new Map<Column, number>()
  const headers = cells.slice(0, MAX_COLUMNS).map((cell) =>
    cell
      .toLowerCase()
      .replaceAll(/[\s_-]+/g, ' ')
      .trim(),
  )
  for (const [column, names] of Object.entries(HEADERS) as [Column, readonly string[]][]) {
    // Of several names the first counts that the table has: `SIS User ID` is more than Canvas's own `ID`.
    const index = names.map((name) => headers.indexOf(name)).find((found) => found >= 0)
    if (index !== undefined) columns.set(column, index)
  }
  const isHeader = ['name', 'first', 'last', 'email'].some((column) => columns.has(column as Column))
  return isHeader ? columns : undefined
}

const MAX_IGNORED = 10

/** A column that nobody reads is said, or a misspelt `section` would be missed in the middle of a lesson. */
const ignoredIn = (headers: readonly string[], columns: ReadonlyMap<Column, number>): string[] =>
  headers
    .filter((header, index) => header.trim() !== '' && ![...columns.values()].includes(index))
    .slice(0, MAX_IGNORED)
    .map((header) => header.trim().slice(0, MAX_NAME))

async function readPeople(rows: readonly Row[], columns: ReadonlyMap<Column, number>) {
  const entries: RosterEntry[] = []
  const mistakes: Mistake[] = []
  const seen = new Map<string, number>()
  for (const row of rows) {
    const read = readPerson(row, columns)
    if (!('fullName' in read)) mistakes.push(read)
    else {
      const key = keyOf(read)
      const before = seen.get(key)
      if (before !== undefined) mistakes.push({ line: row.line, message: `This is the same person as in line ${before}.` })
      seen.set(key, row.line)
      entries.push(read)
    }
    if (mistakes.length >= MAX_MISTAKES) break
    await breathe()
  }
  return mistakes.length > 0 ? { entries: [], mistakes } : { entries, mistakes }
}

/** Whom an entry is about: by external ID, or else by email, or else by name. */
export function keyOf({ externalId, email, fullName }: Pick<RosterEntry, 'externalId' | 'email' | 'fullName'>): string {
  if (externalId) return `id ${externalId}`
  return email ? `email ${foldedEmail(email)}` : `name ${nameKey(fullName)}`
}

function readPerson({ line, cells }: Row, columns: ReadonlyMap<Column, number>): RosterEntry | Mistake {
  const cell = (column: Column): string | null | undefined => {
    const index = columns.get(column)
    return index === undefined ? undefined : unguarded((cells[index] ?? '').trim()) || null
  }
  const both = [cell('first'), cell('last')].filter((part) => part).join(' ')
  const parsed = person.safeParse({
    fullName: cell('name') ?? both,
    email: cell('email'),
    externalId: cell('externalId'),
    section: cell('section'),
  })
  if (parsed.success) return { line, email: undefined, externalId: undefined, section: undefined, ...parsed.data }
  const message = parsed.error.issues[0]?.message ?? 'this line can’t be read'
  return { line, message: `${message.charAt(0).toUpperCase()}${message.slice(1)}.` }
}

const emailText = z.string().superRefine((text, { addIssue }) => {
  const problem = hasUnseen(text) ? 'this isn’t an email address' : emailProblem(text)
  if (problem) addIssue(problem)
})

const person = z.object({
  fullName: personName,
  email: emailText.nullish(),
  externalId: externalIdText.nullish(),
  section: sectionName.nullish(),
})
