import type { Kysely } from 'kysely'
import type { Commit, Newer, Tried, Turn } from '../account/repository.js'
import { changesAfter } from './account-rows.js'
import { failedCommit, writeWithAccounts } from './adopt-account.js'
import type { Schema } from './schema.js'
import type { Sealing } from './sealing.js'

/**
 * A unit of work that is made while its transaction has the account's row. PostgreSQL gives a row to whoever has waited for
 * it the longest, so a process that is far from the database gets its turn as well.
 */
export async function commitInTurn<M extends { commit: Commit | undefined }>(
  db: Kysely<Schema>,
  sealing: Sealing,
  { accountId, version }: Turn,
  make: (newer: Newer | undefined) => M,
): Promise<Tried<M>> {
  let made = undefined as M | undefined
  try {
    return await db.transaction().execute(async (transaction): Promise<Tried<M>> => {
      const account = await transaction
        .selectFrom('account')
        .select(['version', 'incarnation'])
        .where('id', '=', accountId)
        .where('deleted', '=', 0)
        .forUpdate()
        .executeTakeFirst()
      const own = make(account && { ...account, changes: await changesAfter(transaction, sealing, accountId, version) })
      made = own
      return { made: own, outcome: own.commit && (await writeWithAccounts(transaction, sealing, own.commit)) }
    })
  } catch (error) {
    if (!made) throw error
    return { made, outcome: failedCommit(error) }
  }
}
