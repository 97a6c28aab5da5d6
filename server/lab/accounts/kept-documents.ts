import type { AccountDocument } from '../../account/repository.js'
import type { Learners } from '../learners.js'
import type { Notes } from '../notes/notes.js'
import type { Partners } from '../partners.js'

/** What stays with an account that is reset or taken back: whose it is, which lesson's second account, and the notes. */
export const keptDocuments = async (
  { learners, partners, notes }: { learners: Learners; partners: Partners; notes: Notes },
  accountId: string,
): Promise<AccountDocument[]> => [
  ...(await learners.ownershipsOf(accountId)),
  ...(await partners.documentsOf(accountId)),
  ...(await notes.documentsOf(accountId)),
]
