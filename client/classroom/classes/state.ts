import type { ClassListing } from '../../../server/classroom/contract.js'
import { dateTime } from '../../shared/locale.js'
import { texts } from './texts.js'

/** May somebody join now? If not, why, in words. */
export function stateOf({ archivedAt, openFrom, openUntil }: ClassListing, now: number): { open: boolean; text: string } {
  if (archivedAt !== undefined) return { open: false, text: texts.archived(dateTime(archivedAt)) }
  if (openFrom !== undefined && now < openFrom) return { open: false, text: texts.notYet(dateTime(openFrom)) }
  if (openUntil !== undefined && now >= openUntil) return { open: false, text: texts.over(dateTime(openUntil)) }
  return { open: true, text: texts.open }
}
