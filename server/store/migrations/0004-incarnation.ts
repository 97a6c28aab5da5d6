import { type Kysely, type Migration, sql } from 'kysely'

interface Tables {
  account: { id: string; deleted: number }
  entity: { account_id: string; kind: string; key: string; body: string | null }
  document: { collection: string; id: string; body: string; account_id: string | null }
}

/**
 * An account gets an incarnation, and a document the account that it goes with. What a killed process of an earlier version
 * left halfway is healed: documents of accounts that are gone, accounts that nobody owns, clocks that stand in the past.
 */
export const incarnation: Migration = {
  async up(any: Kysely<unknown>) {
    const db = any as Kysely<Tables>
    await db.schema
      .alterTable('account')
      .addColumn('incarnation', 'text', (column) => column.notNull().defaultTo(''))
      .execute()
    await db.schema.alterTable('document').addColumn('account_id', 'text').execute()
    await db.schema
      .createIndex('document_by_account')
      .on('document')
      .column('account_id')
      .where('account_id', 'is not', null)
      .execute()
    await nameAccounts(db)
    await dropOrphans(db)
    await ownTheRest(db)
    await bringClocksToNow(db)
  },
}

/** Ids were `<account>/<lesson or actor>` and `<learner>/<account>`; an account id has 12 digits. */
async function nameAccounts(db: Kysely<Tables>): Promise<void> {
  await db
    .updateTable('document')
    .set({ account_id: sql<string>`substr(id, 1, 12)` })
    .where('collection', 'in', ['lesson-progress', 'actor-memory'])
    .execute()
  await db
    .updateTable('document')
    .set({ account_id: sql<string>`substr(id, length(id) - 11)` })
    .where('collection', '=', 'account-owner')
    .execute()
}

async function dropOrphans(db: Kysely<Tables>): Promise<void> {
  await db
    .deleteFrom('document')
    .where('account_id', 'is not', null)
    .where('account_id', 'not in', db.selectFrom('account').select('id').where('deleted', '=', 0))
    .execute()
}

/** All that an older version left belongs to the person at the machine. */
async function ownTheRest(db: Kysely<Tables>): Promise<void> {
  const nobodys = await db
    .selectFrom('account')
    .select('id')
    .where('deleted', '=', 0)
    .where(
      'id',
      'not in',
      db.selectFrom('document').select(sql<string>`account_id`.as('id')).where('collection', '=', 'account-owner'),
    )
    .execute()
  for (const { id } of nobodys) {
    const body = JSON.stringify({ accountId: id })
    await db
      .insertInto('document')
      .values({ collection: 'account-owner', id: `local/${id}`, body, account_id: id })
      .execute()
  }
}

/** A course's account was made in the past and then brought to now; no clock stands behind real time otherwise. */
async function bringClocksToNow(db: Kysely<Tables>): Promise<void> {
  const rows = await db
    .selectFrom('entity')
    .select(['account_id', 'key', 'body'])
    .where('kind', '=', 'Account')
    .where('body', 'is not', null)
    .execute()
  for (const { account_id, key, body } of rows) {
    const account = JSON.parse(body ?? '{}') as { clockOffset?: number }
    if ((account.clockOffset ?? 0) >= 0) continue
    await db
      .updateTable('entity')
      .set({ body: JSON.stringify({ ...account, clockOffset: 0 }) })
      .where('account_id', '=', account_id)
      .where('kind', '=', 'Account')
      .where('key', '=', key)
      .execute()
  }
}
