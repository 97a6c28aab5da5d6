import { ownMessages } from './acts/messages.js'
import { paceLock } from './acts/pace-lock.js'
import { spotlight } from './acts/spotlight.js'
import type { OwnClass } from './contract.js'
import { ownExam } from './exam/current-seat.js'
import type { ClassRow, LearnerRow } from './rows.js'
import type { ClassroomServices } from './services.js'

/** What a learner's pages show of their class. */
export async function ownClass(
  services: Pick<ClassroomServices, 'store' | 'lab'>,
  of: ClassRow,
  learner: LearnerRow,
): Promise<OwnClass> {
  const { name, section, lesson, handRaised } = learner.body
  const { title, lessons } = of.body
  const [messages, lock, shown, exam] = await Promise.all([
    ownMessages(services, learner),
    paceLock(services, of.id),
    spotlight(services, of.id),
    ownExam(services, of.id, learner.id),
  ])
  return {
    learner: { id: learner.id, name, ...(section === undefined ? {} : { section }) },
    ...{ title, lessons, messages },
    ...(lesson === undefined ? {} : { lesson }),
    ...(handRaised === undefined ? {} : { handRaised }),
    ...(lock ? { paceLock: lock } : {}),
    ...(shown ? { spotlight: shown } : {}),
    ...(exam ? { exam } : {}),
  }
}
