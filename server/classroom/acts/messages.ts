import { randomUUID } from 'node:crypto'
import type { ClassMessage, Whom } from '../contract.js'
import type { LearnerRow } from '../rows.js'
import type { ClassroomServices } from '../services.js'

const KIND = 'message'
const MAX_MESSAGES = 500
/** A learner's page shows so many of theirs. */
const MAX_SHOWN = 50

interface MessageBody {
  from: string
  to: Whom
  text: string
  hint?: ClassMessage['hint']
}

type Services = Pick<ClassroomServices, 'store' | 'lab'>

/** One message, however many it is for; those who join later read it, too, if it's for all or for their section. */
export async function addMessage({ store, lab }: Services, classId: string, body: MessageBody): Promise<void> {
  const [only, ...others] = 'learners' in body.to ? body.to.learners : []
  const learnerId = others.length === 0 ? only : undefined
  await store.items.add({ classId, kind: KIND, id: randomUUID() }, { learnerId, at: lab.clock.now(), body })
  await store.items.keepNewest(classId, KIND, MAX_MESSAGES)
}

/** The newest first. */
export async function ownMessages(
  { store }: Pick<Services, 'store'>,
  { id, classId, body }: LearnerRow,
): Promise<ClassMessage[]> {
  const isFor = (to: Whom): boolean => {
    if ('learners' in to) return to.learners.includes(id)
    return 'all' in to || to.section === body.section
  }
  const all = await store.items.list<MessageBody>(classId, KIND, MAX_MESSAGES)
  return all
    .filter((item) => isFor(item.body.to))
    .slice(0, MAX_SHOWN)
    .map(({ id: message, at, body: { from, text, hint } }) => ({ id: message, at, from, text, ...(hint ? { hint } : {}) }))
}
