import type { Account } from '../../account/account.js'
import type { NumberedRecord } from '../../account/request-record.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import type { Partners } from '../partners.js'
import type { LabServices } from '../services.js'
import type { LessonProgress } from './progress.js'

/** A second account lives for one lesson. */
const MAX_RECORDS = 500

/** The second account of a lesson, as far as the lesson looks at it. */
export interface PartnerFacts {
  account: Account
  /** Since the lesson began. */
  records: readonly NumberedRecord[]
  last: number
}

export const upTo = (partner: PartnerFacts, last: number): PartnerFacts => ({ ...partner, last })

/** A second account and what happened in it, as it is on disk: its records may have come by another process. */
export async function partnerFacts(
  { accounts, partners }: Pick<LabServices, 'accounts'> & { partners: Partners },
  accountId: string,
  lesson: Lesson,
  { status, partnerAnchor: after = 0 }: Pick<LessonProgress, 'status' | 'partnerAnchor'>,
): Promise<PartnerFacts | undefined> {
  if (lesson.partner === undefined || status === 'not-started') return undefined
  const partnerId = await partners.of(accountId, lesson.id)
  const account = partnerId === undefined ? undefined : await accounts.get(partnerId)
  if (!account) return undefined
  const newest = await accounts.repository.newestRecords(account.accountId, { limit: MAX_RECORDS })
  return {
    account,
    records: newest.filter(({ sequence }) => sequence > after).reverse(),
    last: newest[0]?.sequence ?? after,
  }
}
