import type { Instant } from '../account/ports.js'
import { ApiError } from '../api/api-error.js'
import type { ClassroomStore, Revised } from '../store/classrooms.js'
import type { ClassSettings } from './contract.js'
import { nameKey } from './names.js'

/** A class, as it is kept. Its join code is the row's own. */
export interface ClassBody extends ClassSettings {
  code: string
  createdAt: Instant
  archivedAt?: Instant | undefined
}

/** Somebody of a class, as they are kept; the row's id is their learner id in the lab. */
export interface LearnerBody {
  /** What the class sees. */
  name: string
  section?: string | undefined
  /** These three are the roster's. */
  fullName?: string | undefined
  email?: string | undefined
  externalId?: string | undefined
  /** Absent: on the roster, and not here yet. */
  joinedAt?: Instant | undefined
  seenAt?: Instant | undefined
  passphraseHash?: string | undefined
  /** Good once, instead of the passphrase: from a slip, or for somebody who forgot theirs. */
  personalCode?: { hash: string; expiresAt?: Instant | undefined } | undefined
  /** Ids of the browsers' sessions, the newest first. */
  sessions: string[]
  /** When places for accounts that are being made were taken. */
  making?: Instant[] | undefined
  handRaised?: { at: Instant; takenBy?: string } | undefined
  /** When they have raised it, the newest last. */
  handRaises?: Instant[] | undefined
  /** Which lesson the instructor set. */
  lesson?: string | undefined
}

/** Somebody who teaches, as they are kept. */
export interface StaffBody {
  name: string
  role: 'instructor' | 'assistant'
  classIds: string[]
  passwordHash: string
  /** Sessions of an earlier epoch have ended. */
  epoch: number
  mfa?: { sealedSeed: string; lastStep?: number | undefined; drift: number } | undefined
}

export type ClassRow = Revised<ClassBody>
export type LearnerRow = Revised<LearnerBody> & { classId: string }
export type StaffRow = Revised<StaffBody>

const MAX_ATTEMPTS = 20

export const noSuchClass = () => new ApiError(404, 'NoSuchClass', 'There’s no such class.')
export const noSuchLearner = () => new ApiError(404, 'NoSuchLearner', 'There’s no such learner in this class.')
export const noSuchStaff = () => new ApiError(404, 'NoSuchPerson', 'There’s no such person on the staff.')
export const nameTaken = () => new ApiError(409, 'NameTaken', 'Someone else has this name. Choose another one.')

/** Reads a row, changes it, and writes it, until nobody else wrote it meanwhile. What `change` throws ends it. */
async function changed<R extends Revised<unknown>>(
  get: () => Promise<R | undefined>,
  change: (body: R['body']) => R['body'] | Promise<R['body']>,
  put: (row: R, before: R) => Promise<boolean>,
  gone: () => ApiError,
): Promise<R> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const before = await get()
    if (!before) throw gone()
    const body = await change(before.body)
    if (body === before.body) return before
    if (await put({ ...before, body }, before)) return { ...before, body, revision: before.revision + 1 }
  }
  throw new Error('a row is written too often by others')
}

/** With the join code of the body. `change` that returns what it was given changes nothing. */
export const changeClass = (
  { classes }: ClassroomStore,
  id: string,
  change: (body: ClassBody) => ClassBody,
): Promise<ClassRow> =>
  changed<ClassRow>(
    () => classes.get<ClassBody>(id),
    change,
    (row) => classes.put(row, row.body.code),
    noSuchClass,
  )

/** Throws NameTaken if the learner is renamed to a name that another has. */
export const changeLearner = (
  { learners }: ClassroomStore,
  id: string,
  change: (body: LearnerBody) => LearnerBody | Promise<LearnerBody>,
): Promise<LearnerRow> =>
  changed<LearnerRow>(
    () => learners.get<LearnerBody>(id),
    change,
    async (row, before) => {
      const key = nameKey(row.body.name)
      if (await learners.put(row, key)) return true
      await refuseTaken(nameKey(before.body.name), key, row.id, () => learners.byName(before.classId, key))
      return false
    },
    noSuchLearner,
  )

/** Throws NameTaken likewise. */
export const changeStaff = (
  { staff }: ClassroomStore,
  id: string,
  change: (body: StaffBody) => StaffBody | Promise<StaffBody>,
): Promise<StaffRow> =>
  changed<StaffRow>(
    () => staff.get<StaffBody>(id),
    change,
    (row) => staff.put(row, nameKey(row.body.name)),
    noSuchStaff,
  )

async function refuseTaken(
  before: string,
  after: string,
  id: string,
  holder: () => Promise<Revised<unknown> | undefined>,
): Promise<void> {
  if (before === after) return
  const held = await holder()
  if (held && held.id !== id) throw nameTaken()
}
