import type { OwnClass } from './contract.js'
import type { ClassRow, LearnerRow } from './rows.js'

/** What a learner's pages show of their class. */
export function ownClass(of: ClassRow, { id, body }: LearnerRow): OwnClass {
  const { name, section, lesson, handRaised } = body
  const { title, lessons } = of.body
  return {
    learner: { id, name, ...(section === undefined ? {} : { section }) },
    ...{ title, lessons, messages: [] },
    ...(lesson === undefined ? {} : { lesson }),
    ...(handRaised === undefined ? {} : { handRaised }),
  }
}
