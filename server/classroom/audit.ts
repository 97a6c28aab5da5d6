import { randomUUID } from 'node:crypto'
import type { Asked } from './asked.js'
import type { AuditEntry, ClassroomApi, Whom } from './contract.js'
import type { ClassroomRoute } from './roles.js'
import type { LearnerBody } from './rows.js'
import type { ClassroomServices } from './services.js'

type BodyOf<R> = R extends keyof ClassroomApi ? (ClassroomApi[R] extends { body: infer B } ? B : undefined) : undefined

/** The acts that are written down, each with what was asked for. A deleted class leaves no list. */
const DETAILS: { readonly [R in ClassroomRoute]?: (body: BodyOf<R>) => string } = {
  'POST /classroom/classes/:class': (body) => `Changed ${Object.keys(body).join(', ')}.`,
  'POST /classroom/classes/:class/code': () => 'Made a new join code.',
  'POST /classroom/classes/:class/archive': ({ archived }) => (archived ? 'Archived the class.' : 'Opened the class again.'),
  'POST /classroom/classes/:class/roster': () => 'Read a roster.',
  'GET /classroom/classes/:class/roster.csv': () => 'Exported the roster.',
  'POST /classroom/classes/:class/slips': () => 'Made personal codes.',
  'POST /classroom/classes/:class/learners/:learner/hand': ({ taken }) =>
    taken ? 'Took the hand.' : 'Left the hand to others.',
  'POST /classroom/classes/:class/messages': ({ text }) => `Wrote: ${text}`,
  'POST /classroom/classes/:class/hints': ({ lesson, step }) => `Gave a hint for ${lesson}, ${step}.`,
  'POST /classroom/classes/:class/lesson': ({ lesson }) => `Set the lesson ${lesson}.`,
  'POST /classroom/classes/:class/pace-lock': (body) =>
    'off' in body ? 'Lifted the pace lock.' : `Locked the pace at ${body.lesson}, ${body.step}.`,
  'POST /classroom/classes/:class/spotlight': (body) =>
    'off' in body ? 'Ended the spotlight.' : `Put the request ${body.requestId} in the spotlight.`,
  'POST /classroom/classes/:class/clock': ({ forward }) => `Moved the clock ${forward} forward.`,
  'POST /classroom/classes/:class/resets': (body) => {
    if ('step' in body) return `Reset the step ${body.step} of ${body.lesson}.`
    return 'lesson' in body ? `Reset the lesson ${body.lesson}.` : 'Reset the accounts.'
  },
  'POST /classroom/classes/:class/learners/:learner/fresh-account': () => 'Gave a fresh account.',
  'POST /classroom/classes/:class/learners/:learner/passphrase': () => 'Reset the passphrase.',
  'POST /classroom/classes/:class/learners/:learner/lift-wait': () => 'Lifted the wait for guesses.',
  'POST /classroom/classes/:class/learners/:learner': ({ name }) => `Renamed to ${name}.`,
  'DELETE /classroom/classes/:class/learners/:learner': () => 'Removed from the class.',
  'POST /classroom/classes/:class/exams': ({ lesson, minutes }) => `Started the exam ${lesson} for ${minutes} minutes.`,
  'POST /classroom/classes/:class/exams/:exam/end': () => 'Ended the exam.',
  'POST /classroom/classes/:class/exams/:exam/more-time': ({ minutes }) => `Gave ${minutes} more minutes.`,
  'POST /classroom/classes/:class/exams/:exam/release': () => 'Released the results.',
  'GET /classroom/classes/:class/results.csv': () => 'Exported the results.',
  'GET /classroom/classes/:class/results.json': () => 'Exported the results.',
  'GET /classroom/classes/:class/canvas.csv': () => 'Exported the results for Canvas.',
  'GET /classroom/classes/:class/moodle.csv': () => 'Exported the results for Moodle.',
}

const KIND = 'audit'
const MAX_ENTRIES = 10_000
const MAX_SHOWN = 1_000
const MAX_NAMED = 10
const EVERYBODY = 'everybody'

export const isAudited = (route: ClassroomRoute): boolean => route in DETAILS

/** What the staff of a class did: who, what, whom, and when. */
export class Audit {
  readonly #services: Pick<ClassroomServices, 'store' | 'lab'>

  constructor(services: Pick<ClassroomServices, 'store' | 'lab'>) {
    this.#services = services
  }

  /** The newest first. */
  async list(classId: string): Promise<AuditEntry[]> {
    return (await this.#services.store.items.list<AuditEntry>(classId, KIND, MAX_SHOWN)).map(({ body }) => body)
  }

  async add(route: ClassroomRoute, asked: Asked, body: unknown): Promise<void> {
    const { store, lab } = this.#services
    const detail = DETAILS[route] as (body: unknown) => string
    const at = lab.clock.now()
    const classId = asked.class.id
    const entry: AuditEntry = {
      at,
      who: asked.staff.body.name,
      what: route,
      whom: await this.#whom(asked, body),
      detail: detail(body),
    }
    await store.items.add({ classId, kind: KIND, id: randomUUID() }, { at, body: entry })
    await store.items.keepNewest(classId, KIND, MAX_ENTRIES)
  }

  async #whom(asked: Asked, body: unknown): Promise<string> {
    if (asked.request.params.learner !== undefined) return asked.learner.body.name
    const { to, learner } = (body ?? {}) as { to?: Whom; learner?: string }
    if (to && 'section' in to) return to.section
    const ids = to && 'learners' in to ? to.learners : learner === undefined ? undefined : [learner]
    if (!ids) return EVERYBODY
    const names: string[] = []
    for (const id of ids.slice(0, MAX_NAMED)) {
      const found = await this.#services.store.learners.get<LearnerBody>(id)
      if (found?.classId === asked.class.id) names.push(found.body.name)
    }
    return ids.length > MAX_NAMED ? `${names.join(', ')}, and ${ids.length - MAX_NAMED} more` : names.join(', ')
  }
}
