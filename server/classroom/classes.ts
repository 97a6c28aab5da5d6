import { randomUUID } from 'node:crypto'
import { ApiError } from '../api/api-error.js'
import { COURSE_FIXTURE } from '../lab/api/course.js'
import { endSessionsIn } from '../signin/console-sessions.js'
import { newJoinCode, shownCode } from './codes.js'
import type { ClassChanges, ClassListing, ClassSettings } from './contract.js'
import { endExamsOf } from './exam/exam-rows.js'
import {
  type ClassBody,
  type ClassRow,
  changeClass,
  changeStaff,
  type LearnerBody,
  type LearnerRow,
  type StaffBody,
} from './rows.js'
import type { ClassroomServices } from './services.js'
import type { Visitors } from './visitors.js'

const MAX_CLASSES = 50
export const MAX_LEARNERS = 1_000
const MAX_ATTEMPTS = 10

const NEW_CLASS: Omit<ClassSettings, 'title'> = {
  mostLearners: 300,
  sections: [],
  names: 'free',
  namesOnProjector: false,
  lessons: [],
  stuckAfterMinutes: 5,
}

/** The classes of this server, and their ends. */
export class Classes {
  readonly #services: ClassroomServices
  readonly #visitors: Visitors

  constructor(services: ClassroomServices, visitors: Visitors) {
    this.#services = services
    this.#visitors = visitors
  }

  all(): Promise<ClassRow[]> {
    return this.#services.store.classes.list<ClassBody>()
  }

  async listing({ id, body: { createdAt: _, code, ...settings } }: ClassRow): Promise<ClassListing> {
    const { archivedAt, ...rest } = settings
    const joined = await this.#services.store.learners.joined(id)
    return { ...rest, id, code: shownCode(code), joined, ...(archivedAt === undefined ? {} : { archivedAt }) }
  }

  async create(changes: ClassChanges & { title: string }): Promise<ClassRow> {
    const { store, lab } = this.#services
    if ((await this.all()).length >= MAX_CLASSES)
      throw new ApiError(409, 'TooManyClasses', `A server has at most ${MAX_CLASSES} classes.`, {
        nextStep: 'Delete one that is over.',
      })
    const settings = this.#checked({ ...NEW_CLASS, ...this.#usualAccount(), ...defined(changes), title: changes.title })
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const [id, code] = [randomUUID(), newJoinCode(lab.random)]
      const body: ClassBody = { ...settings, code, createdAt: lab.clock.now() }
      if (await store.classes.add(id, code, body)) return { id, revision: 1, body }
    }
    throw new Error('no free join code was found')
  }

  /** Lessons begin in the account that the first one inherits; courses of one's own may have none. */
  #usualAccount(): Pick<ClassSettings, 'fixture'> {
    return this.#services.lab.course().fixtures.get(COURSE_FIXTURE)?.account ? { fixture: COURSE_FIXTURE } : {}
  }

  async change(id: string, changes: ClassChanges): Promise<ClassRow> {
    return this.#told(changeClass(this.#services.store, id, (body) => this.#checked({ ...body, ...defined(changes) })))
  }

  async newCode(id: string): Promise<ClassRow> {
    const { store, lab } = this.#services
    return this.#told(changeClass(store, id, (body) => ({ ...body, code: newJoinCode(lab.random) })))
  }

  async archive(id: string, archived: boolean): Promise<ClassRow> {
    const { store, lab } = this.#services
    const archivedAt = archived ? lab.clock.now() : undefined
    return this.#told(changeClass(store, id, (body) => ({ ...body, archivedAt })))
  }

  /** Its learners go first: if that is interrupted, what is left of the class can be deleted again. */
  async delete({ id, body }: ClassRow): Promise<void> {
    const { store, news } = this.#services
    // Nobody joins meanwhile.
    await changeClass(store, id, (current) => ({ ...current, archivedAt: current.archivedAt ?? body.createdAt }))
    const learners = await store.learners.list<LearnerBody>(id)
    for (const learner of learners) await this.endLearner({ ...learner, classId: id })
    await this.#visitors.endProjectors(id)
    for (const staff of await this.#services.store.staff.list<StaffBody>()) {
      if (staff.body.classIds.includes(id)) await this.#leave(staff.id, id)
    }
    await store.classes.delete(id)
    await endExamsOf(this.#services, id)
    news?.changed(id)
  }

  /** With their accounts, their sessions, and what the class keeps of them. */
  async endLearner({ id, classId, body: { sessions } }: LearnerRow): Promise<void> {
    const { store, lab, news } = this.#services
    const { learners, accounts, documents } = lab
    await learners.endSessions(sessions)
    const owned = (await learners.accountsOf(id)).map(({ accountId }) => accountId)
    const found = await Promise.all(owned.map((accountId) => accounts.get(accountId)))
    const present = found.filter((account) => account !== undefined)
    await accounts.remove(...present)
    await endSessionsIn(documents, owned)
    await store.learners.delete(id)
    news?.changed(classId)
  }

  async #leave(staffId: string, classId: string): Promise<void> {
    await changeStaff(this.#services.store, staffId, (body) => ({
      ...body,
      classIds: body.classIds.filter((one) => one !== classId),
    }))
  }

  async #told(changing: Promise<ClassRow>): Promise<ClassRow> {
    const row = await changing
    this.#services.news?.changed(row.id)
    return row
  }

  #checked<T extends ClassSettings>(settings: T): T {
    const { lessons, fixtures } = this.#services.lab.course()
    const unknown = settings.lessons.find((id) => !lessons.some((lesson) => lesson.id === id))
    if (unknown !== undefined) throw new ApiError(400, 'InvalidInput', `There’s no lesson '${unknown}'.`)
    const { fixture, openFrom, openUntil } = settings
    if (fixture !== undefined && !fixtures.get(fixture)?.account)
      throw new ApiError(400, 'InvalidInput', `There’s no account '${fixture}' to begin with.`)
    if (openFrom !== undefined && openUntil !== undefined && openFrom >= openUntil)
      throw new ApiError(400, 'InvalidInput', 'The class would close before it opens.')
    return settings
  }
}

/** What is given; `null` takes away. */
function defined(changes: ClassChanges): Partial<ClassSettings> {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [name, value ?? undefined]))
}
