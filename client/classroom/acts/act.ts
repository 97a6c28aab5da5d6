import type { Whom } from '../../../server/classroom/contract.js'
import type { ClassTab } from '../class/class-tab.js'

/** What every act is told. */
export interface Act extends Pick<ClassTab, 'listing' | 'lessons'> {
  to: Whom
  toText: string
}
