import { DAY_MS } from '../account/durations.js'
import { hashed, newPersonalCode, shownCode } from './codes.js'
import type { ClassLearner, Whom } from './contract.js'
import { type ClassRow, changeLearner, type LearnerBody, type LearnerRow, noSuchLearner } from './rows.js'
import type { ClassroomServices } from './services.js'
import { LEARNER_PREFIX } from './visitors.js'

/** A new passphrase is chosen by the end of the next day. */
const RESET_MS = DAY_MS

type Services = Pick<ClassroomServices, 'store' | 'lab' | 'news'>

/** Everybody of a class, on the roster or here. */
export async function membersOf({ store, lab }: Services, classId: string): Promise<ClassLearner[]> {
  const [rows, owned] = await Promise.all([
    store.learners.list<LearnerBody>(classId),
    lab.learners.accountsByLearner(LEARNER_PREFIX),
  ])
  return rows.map((row) => classLearner(row, owned.get(row.id) ?? []))
}

/** As the staff sees them: no hash, no code, no session. */
export function classLearner({ id, body }: Pick<LearnerRow, 'id' | 'body'>, accountIds: string[]): ClassLearner {
  const { name, section, fullName, email, externalId, joinedAt, seenAt, handRaised, lesson } = body
  const shown = { section, fullName, email, externalId, joinedAt, seenAt, handRaised, lesson }
  const known = Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined))
  return { id, name, accountIds, ...known }
}

export async function oneMember({ lab }: Services, row: LearnerRow): Promise<ClassLearner> {
  const owned = await lab.learners.accountsOf(row.id)
  return classLearner(
    row,
    owned.map(({ accountId }) => accountId),
  )
}

/** Throws ApiError NoSuchLearner for one that isn't the class's. */
export async function rowsOf({ store }: Pick<Services, 'store'>, classId: string, to: Whom): Promise<LearnerRow[]> {
  const rows = await store.learners.list<LearnerBody>(classId)
  const all = rows.map((row) => ({ ...row, classId }))
  if ('section' in to) return all.filter(({ body }) => body.section === to.section)
  if (!('learners' in to)) return all
  const wanted = new Set(to.learners)
  const found = all.filter(({ id }) => wanted.has(id))
  if (found.length < wanted.size) throw noSuchLearner()
  return found
}

/** Codes for those who haven't joined: the one before is void. */
export async function newSlips(
  services: Services,
  of: ClassRow,
  to: Whom,
): Promise<{ learner: string; name: string; section?: string; code: string }[]> {
  const slips = []
  for (const row of await rowsOf(services, of.id, to)) {
    if (row.body.joinedAt !== undefined) continue
    const code = newPersonalCode(services.lab.random)
    const { body } = await changeLearner(services.store, row.id, (current) =>
      current.joinedAt === undefined ? { ...current, personalCode: { hash: hashed(code) } } : current,
    )
    if (body.personalCode?.hash !== hashed(code)) continue
    const { name, fullName, section } = body
    slips.push({
      learner: row.id,
      name: fullName ?? name,
      ...(section === undefined ? {} : { section }),
      code: shownCode(code),
    })
  }
  return slips
}

/** The old passphrase and all their browsers' sessions end; the code brings them back. */
export async function passphraseCode({ store, lab, news }: Services, { id, classId }: LearnerRow): Promise<string> {
  const code = newPersonalCode(lab.random)
  let ended: string[] = []
  await changeLearner(store, id, ({ passphraseHash: _, ...body }) => {
    ended = body.sessions
    const personalCode = { hash: hashed(code), expiresAt: lab.clock.now() + RESET_MS }
    return { ...body, sessions: [], personalCode }
  })
  await lab.learners.endSessions(ended)
  news?.changed(classId)
  return shownCode(code)
}

/** Throws ApiError NameTaken. */
export async function rename(services: Services, { id, classId }: LearnerRow, name: string): Promise<ClassLearner> {
  const row = await changeLearner(services.store, id, (body) => ({ ...body, name }))
  services.news?.changed(classId)
  return oneMember(services, row)
}
