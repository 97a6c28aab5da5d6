import { foldedEmail } from '../../account/account-names.js'
import { ApiError } from '../../api/api-error.js'
import { breathe } from '../../bounds/turn.js'
import { MAX_LEARNERS } from '../classes.js'
import type { Mistake } from '../contract.js'
import { freeName, newLearnerId } from '../join.js'
import { nameKey } from '../names.js'
import { type ClassRow, changeClass, changeLearner, type LearnerBody, type LearnerRow, nameTaken } from '../rows.js'
import type { ClassroomServices } from '../services.js'
import { type RosterEntry, readRoster } from './read-roster.js'

const MAX_SECTIONS = 50
const MAX_OF_A_NAME = 200

type Services = Pick<ClassroomServices, 'store' | 'lab' | 'news'>

export interface RosterResult {
  added: number
  updated: number
  unchanged: number
  mistakes: Mistake[]
  ignored: string[]
}

/**
 * Takes a roster in. Whoever is there already is updated; nobody is removed. With a mistake nothing is changed. If this is
 * interrupted, the same file read again does the rest.
 */
export async function takeRoster(services: Services, of: ClassRow, csv: string): Promise<RosterResult> {
  const { store, news } = services
  const { entries, mistakes, ignored } = await readRoster(csv)
  if (mistakes.length > 0) return { added: 0, updated: 0, unchanged: 0, mistakes, ignored }
  const rows = await store.learners.list<LearnerBody>(of.id)
  const known = matched(
    entries,
    rows.map((row) => ({ ...row, classId: of.id })),
  )
  if (rows.length + entries.length - known.size > MAX_LEARNERS)
    throw new ApiError(409, 'ClassTooLarge', `A class has at most ${MAX_LEARNERS} learners.`)
  await addSections(services, of, entries)
  const result: RosterResult = { added: 0, updated: 0, unchanged: 0, mistakes, ignored }
  for (const entry of entries) {
    const row = known.get(entry)
    if (!row) {
      await addEntry(services, of, entry)
      result.added++
    } else if (await update(services, of, row, entry)) result.updated++
    else result.unchanged++
    await breathe()
  }
  news?.changed(of.id)
  return result
}

/**
 * Whom each entry is about among those who are there, nobody twice: by external ID first, then by email, then by name. Two
 * who differ in an ID that both have, or else in an email that both have, aren't one.
 */
function matched(entries: readonly RosterEntry[], rows: readonly LearnerRow[]): Map<RosterEntry, LearnerRow> {
  const found = new Map<RosterEntry, LearnerRow>()
  const taken = new Set<LearnerRow>()
  const differ = (a: string | null | undefined, b: string | undefined) => Boolean(a) && b !== undefined && a !== b
  const pass = (keyOf: (of: Known) => string | undefined, mayBe: (entry: RosterEntry, row: LearnerRow) => boolean) => {
    const byKey = new Map<string, LearnerRow[]>()
    for (const row of rows) {
      const key = keyOf({ ...row.body, fullName: row.body.fullName ?? row.body.name })
      if (key && !taken.has(row)) byKey.set(key, [...(byKey.get(key) ?? []), row])
    }
    for (const entry of entries) {
      if (found.has(entry)) continue
      const row = byKey.get(keyOf(entry) ?? '')?.find((one) => !taken.has(one) && mayBe(entry, one))
      if (!row) continue
      found.set(entry, row)
      taken.add(row)
    }
  }
  const sameId = (entry: RosterEntry, { body }: LearnerRow) => !differ(entry.externalId, body.externalId)
  const sameEmail = (entry: RosterEntry, { body }: LearnerRow) =>
    !differ(entry.email && foldedEmail(entry.email), body.email && foldedEmail(body.email))
  const alike = (entry: RosterEntry, { body }: LearnerRow) =>
    (entry.email ?? undefined) === body.email && (entry.externalId ?? undefined) === body.externalId
  pass(
    ({ externalId }) => externalId ?? undefined,
    () => true,
  )
  pass(({ email }) => (email ? foldedEmail(email) : undefined), sameId)
  // Of several with one name, whoever is alike in all comes first.
  pass(({ fullName }) => nameKey(fullName), alike)
  pass(
    ({ fullName }) => nameKey(fullName),
    (entry, row) => sameId(entry, row) && sameEmail(entry, row),
  )
  return found
}

type Known = Pick<RosterEntry, 'fullName'> & Partial<Pick<RosterEntry, 'externalId' | 'email'>>

async function addSections({ store }: Services, of: ClassRow, entries: readonly RosterEntry[]): Promise<void> {
  const named = entries.flatMap(({ section }) => section ?? [])
  await changeClass(store, of.id, (body) => {
    const sections = [...new Set([...body.sections, ...named])]
    if (sections.length > MAX_SECTIONS)
      throw new ApiError(409, 'TooManySections', `A class has at most ${MAX_SECTIONS} sections.`)
    return sections.length === body.sections.length ? body : { ...body, sections }
  })
}

async function addEntry(services: Services, of: ClassRow, entry: RosterEntry): Promise<void> {
  const { store, lab } = services
  const known = withEntry({ name: '', sessions: [] }, entry)
  for (let number = 1; number <= MAX_OF_A_NAME; number++) {
    const name = of.body.names === 'pseudonyms' ? await freeName(services, of.id) : numberedName(entry.fullName, number)
    const body: LearnerBody = { ...known, name, fullName: entry.fullName }
    if (await store.learners.add(of.id, newLearnerId(lab.random), nameKey(name), body)) return
  }
  throw nameTaken()
}

/** The second Anna Berger is `Anna Berger 2`. */
const numberedName = (name: string, number: number): string => (number === 1 ? name : `${name.slice(0, 60)} ${number}`)

/** False if there was nothing to change. */
async function update({ store }: Services, of: ClassRow, row: LearnerRow, entry: RosterEntry): Promise<boolean> {
  const isShown = of.body.names !== 'pseudonyms'
  const change = (body: LearnerBody, rename: boolean): LearnerBody => {
    const next = withEntry(body, entry)
    const { fullName } = entry
    const before = body.fullName ?? body.name
    if (before !== fullName) {
      next.fullName = fullName
      if (rename && isShown && body.name === before) next.name = fullName
    }
    return isSame(body, next) ? body : next
  }
  const changed = await changeLearner(store, row.id, (body) => change(body, true)).catch((error: unknown) => {
    // Somebody else is called so by now: then they keep the name that the class knows.
    if (error instanceof ApiError && error.code === 'NameTaken')
      return changeLearner(store, row.id, (body) => change(body, false))
    throw error
  })
  return changed.revision !== row.revision
}

/** A column that the file has not leaves what is known; an empty cell takes it away. */
function withEntry(body: LearnerBody, { email, externalId, section }: RosterEntry): LearnerBody {
  const given = { email, externalId, section }
  const next: LearnerBody = { ...body }
  for (const [field, value] of Object.entries(given) as [keyof typeof given, string | null | undefined][]) {
    if (value === null) delete next[field]
    else if (value !== undefined) next[field] = value
  }
  return next
}

const isSame = (a: LearnerBody, b: LearnerBody): boolean =>
  (['name', 'fullName', 'email', 'externalId', 'section'] as const).every((field) => a[field] === b[field])
