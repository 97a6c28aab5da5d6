import type { RequestRecord } from '../../account/request-record.js'
import { isReading } from '../../aws/reading.js'

/**
 * Does a page that is open somewhere have to ask again? A refused call has left the account as it was. A report that a
 * page asks for itself would otherwise be news to that page, and so would its next one.
 */
export const isNews = ({ name, outcome }: Pick<RequestRecord, 'name' | 'outcome'>): boolean =>
  outcome === 'success' && !isReading(name)
