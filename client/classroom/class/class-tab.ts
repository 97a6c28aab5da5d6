import type { Dispatch, SetStateAction } from 'react'
import type { ClassLearner, ClassListing } from '../../../server/classroom/contract.js'
import type { LessonSummary } from '../../../server/lab/api/contract.js'

export type TabId = 'board' | 'acts' | 'exam' | 'learners' | 'exports' | 'settings' | 'audit'

/** What every tab of a class's page knows. */
export interface ClassTab {
  listing: ClassListing & { addresses: string[] }
  learners: readonly ClassLearner[]
  /** Those of the class, in its order. */
  lessons: readonly LessonSummary[]
  /** Learners chosen on the board or in the list, whom an act may be for. */
  selected: ReadonlySet<string>
  setSelected: Dispatch<SetStateAction<ReadonlySet<string>>>
  openTab(tab: TabId): void
}
