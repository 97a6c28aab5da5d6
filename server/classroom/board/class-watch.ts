import type { Instant } from '../../account/ports.js'
import type { NumberedRecord } from '../../account/request-record.js'
import { breathe } from '../../bounds/turn.js'
import type { LabContext } from '../../lab/api/requests.js'
import { PROGRESS } from '../../lab/progress/lesson-documents.js'
import type { LessonProgress } from '../../lab/progress/progress.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import type { Refusal } from '../../records/refusals.js'
import { OWN_REFUSALS } from '../../records/refusals-in-tables.js'
import type { ClassroomStore } from '../../store/classrooms.js'
import type { Heard } from '../../store/news.js'
import { type ClassBody, type LearnerBody, noSuchClass } from '../rows.js'
import { LEARNER_PREFIX } from '../visitors.js'
import { AccountSigns } from './account-signs.js'
import type { Presence } from './presence.js'
import type { LearnerSigns, LessonSigns } from './signs.js'

export interface WatchServices {
  store: ClassroomStore
  lab: LabContext
  presence: Presence
}

interface Member {
  id: string
  body: LearnerBody & { joinedAt: Instant }
  accountIds: readonly string[]
}

/** How many accounts a statement asks for, and how far back in an account's records a board looks at first. */
const AT_ONCE = 25
const NEWEST = 30
const FAILED_AMONG = 300

/** Documents that say where a learner's pages ask from. */
export const PAGE_ADDRESSES = 'learner-address'

/** What there may be news of in an account. */
interface Due {
  progress: Set<string>
  records: Set<string>
  refusals: Set<string>
}

const nothingDue = (): Due => ({ progress: new Set(), records: new Set(), refusals: new Set() })

/**
 * What boards know of a class. What this process does is taken as it is heard; the rest is read from the store, for all
 * accounts together, when there are news of it.
 */
export class ClassWatch {
  readonly id: string
  readonly #services: WatchServices
  #class: ClassBody | undefined
  #members: Member[] = []
  #isListDue = true
  readonly #accounts = new Map<string, AccountSigns>()
  #due = nothingDue()
  #present: ReadonlySet<string> = new Set()
  #reading: Promise<void> | undefined

  constructor(id: string, services: WatchServices) {
    this.id = id
    this.#services = services
  }

  /** Throws ApiError NoSuchClass. */
  get class(): ClassBody {
    if (!this.#class) throw noSuchClass()
    return this.#class
  }

  /** All lessons that can be played, where the class names none. */
  get lessons(): Lesson[] {
    const { lessons } = this.#services.lab.course()
    const wanted = this.class.lessons
    if (wanted.length === 0) return lessons.filter(({ status }) => status === 'ready')
    return wanted.flatMap((id) => lessons.find((lesson) => lesson.id === id) ?? [])
  }

  /** What a page's list of the class is made of, as text: so that a change is seen. */
  get list(): string {
    const shown = this.#members.map(({ id, body, accountIds }) => [id, body.name, body.section, body.joinedAt, accountIds])
    return JSON.stringify([this.#class, shown])
  }

  *learners(): Iterable<LearnerSigns> {
    for (const { id, body, accountIds } of this.#members) {
      const accounts = accountIds.flatMap((accountId) => this.#accounts.get(accountId) ?? [])
      yield {
        learner: id,
        name: body.name,
        section: body.section,
        joinedAt: body.joinedAt,
        hand: body.handRaised,
        lessons: newestLessons(accounts),
        failures: accounts.flatMap(({ failures }) => failures).sort((one, other) => other.at - one.at),
        activeAt: Math.max(body.joinedAt, ...accounts.map(({ activeAt }) => activeAt)),
        isPresent: this.#present.has(id),
      }
    }
  }

  progressed(accountId: string, lessonId: string, progress: LessonProgress): void {
    const lesson = this.#lessonNamed(lessonId)
    if (lesson) this.#accounts.get(accountId)?.progressed(lesson, progress)
  }

  recorded(records: readonly NumberedRecord[]): void {
    for (const record of records) this.#accounts.get(record.accountId)?.recorded(record)
  }

  refused(accountId: string): void {
    if (this.#accounts.has(accountId)) this.#due.refusals.add(accountId)
  }

  /** As a new account, if there's one with this id. */
  ended(accountId: string): void {
    if (this.#accounts.delete(accountId)) this.#isListDue = true
  }

  listChanged(): void {
    this.#isListDue = true
  }

  heard(heard: Heard): void {
    if (heard === 'anything') {
      this.lookAgain()
      return
    }
    const known = (topic: string) => [...(heard.get(topic) ?? [])].filter((id) => this.#accounts.has(id))
    for (const id of known('progress')) this.#due.progress.add(id)
    for (const id of known('records')) this.#due.records.add(id)
    for (const id of known(OWN_REFUSALS)) this.#due.refusals.add(id)
    for (const id of known('account')) this.ended(id)
  }

  /** Something may have been missed: all is compared with the store at the next look. */
  lookAgain(): void {
    this.#isListDue = true
    for (const id of this.#accounts.keys()) for (const ids of Object.values(this.#due)) (ids as Set<string>).add(id)
  }

  /** Reads what there are news of. Throws what the store throws; then it is still to be read. */
  async fresh(): Promise<void> {
    while (this.#reading) await this.#reading.catch(() => undefined)
    this.#reading = this.#read()
    try {
      await this.#reading
    } finally {
      this.#reading = undefined
    }
  }

  async #read(): Promise<void> {
    if (this.#isListDue) await this.#readList()
    this.#present = await this.#services.presence.present()
    const due = this.#due
    this.#due = nothingDue()
    try {
      await this.#readProgress([...due.progress])
      await this.#readRecords([...due.records])
      await this.#readRefusals([...due.refusals])
    } catch (error) {
      for (const kind of ['progress', 'records', 'refusals'] as const) for (const id of due[kind]) this.#due[kind].add(id)
      throw error
    }
  }

  async #readList(): Promise<void> {
    const { store, lab } = this.#services
    this.#isListDue = false
    try {
      const [of, rows, owned] = await Promise.all([
        store.classes.get<ClassBody>(this.id),
        store.learners.list<LearnerBody>(this.id),
        lab.learners.accountsByLearner(LEARNER_PREFIX),
      ])
      this.#class = of?.body
      this.#members = rows.flatMap(({ id, body }) => (isHere(body) ? [{ id, body, accountIds: owned.get(id) ?? [] }] : []))
    } catch (error) {
      this.#isListDue = true
      throw error
    }
    const all = new Set(this.#members.flatMap(({ accountIds }) => accountIds))
    for (const accountId of this.#accounts.keys()) if (!all.has(accountId)) this.#accounts.delete(accountId)
    this.#begin([...all].filter((accountId) => !this.#accounts.has(accountId)))
  }

  /** From now on this process's own doings are heard of, so that nothing is missed while the rest is read. */
  #begin(fresh: readonly string[]): void {
    for (const accountId of fresh) {
      this.#accounts.set(accountId, new AccountSigns())
      for (const ids of Object.values(this.#due)) (ids as Set<string>).add(accountId)
    }
  }

  async #readProgress(accountIds: readonly string[]): Promise<void> {
    const { documents } = this.#services.lab
    for (const some of inParts(accountIds)) {
      const revisions = await documents.revisionsOf(some, PROGRESS)
      const newer = revisions.filter(({ accountId, id, revision }) => {
        const known = this.#accounts.get(accountId)?.lessons.get(lessonIn(id))
        return !known || known.revision < revision
      })
      const found = await documents.getAll<LessonProgress>(
        PROGRESS,
        newer.map(({ id }) => id),
      )
      for (const { accountId, id } of newer) {
        const progress = found.get(id)
        if (progress) this.progressed(accountId, lessonIn(id), progress)
        await breathe()
      }
    }
  }

  async #readRecords(accountIds: readonly string[]): Promise<void> {
    const { repository } = this.#services.lab.accounts
    for (const some of inParts(accountIds)) {
      const asked = (await repository.heads(some)).flatMap(({ accountId, last }) => {
        const after = this.#accounts.get(accountId)?.last ?? last
        return after < last ? [{ accountId, last, after }] : []
      })
      if (asked.length === 0) continue
      const records = await repository.recordsOfAll(asked, { newest: NEWEST, failed: FAILED_AMONG })
      this.recorded(records)
      for (const { accountId, last } of asked) {
        const account = this.#accounts.get(accountId)
        if (account) account.last = last
      }
    }
  }

  async #readRefusals(accountIds: readonly string[]): Promise<void> {
    const { refusals, documents } = this.#services.lab
    if (accountIds.length === 0) return
    const found = new Map<string, Refusal[]>()
    for (const refusal of await refusals.ofAccounts(accountIds)) {
      const { accountId = '' } = refusal
      found.set(accountId, [...(found.get(accountId) ?? []), refusal])
    }
    if (found.size === 0) return
    const pages = await documents.listOfAll<{ address: string }>([...found.keys()], PAGE_ADDRESSES)
    for (const [accountId, own] of found) {
      const addresses = pages.filter((page) => page.accountId === accountId).map(({ body }) => body.address)
      this.#accounts.get(accountId)?.refused(own, addresses)
      await breathe()
    }
  }

  #lessonNamed(id: string): Lesson | undefined {
    return this.#services.lab.course().lessons.find((lesson) => lesson.id === id)
  }
}

const isHere = (body: LearnerBody): body is Member['body'] => body.joinedAt !== undefined

/** Of `<account>/<lesson>`. */
const lessonIn = (id: string): string => id.slice(id.indexOf('/') + 1)

function* inParts(ids: readonly string[]): Iterable<readonly string[]> {
  for (let at = 0; at < ids.length; at += AT_ONCE) yield ids.slice(at, at + AT_ONCE)
}

/** A lesson that was begun in several accounts is the one in which something happened last. */
function newestLessons(accounts: readonly AccountSigns[]): Map<string, LessonSigns> {
  const all = new Map<string, LessonSigns>()
  for (const { lessons } of accounts) {
    for (const [id, { signs }] of lessons) {
      const other = all.get(id)
      if (signs && (!other || other.changedAt < signs.changedAt)) all.set(id, signs)
    }
  }
  return all
}
