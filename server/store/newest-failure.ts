import { type Kysely, sql } from 'kysely'
import type { NumberedRecord } from '../account/request-record.js'
import { numbered } from './records.js'
import type { Schema } from './schema.js'

/**
 * The newest record of a failed request of these accounts, or of all. For PostgreSQL: one look into an index for each
 * account.
 */
export async function newestFailure(
  db: Kysely<Schema>,
  accountIds: readonly string[] | 'all',
): Promise<NumberedRecord | undefined> {
  const accounts =
    accountIds === 'all'
      ? sql`select id from account where deleted = 0`
      : sql`select id from unnest(${accountIds}::text[]) as given (id)`
  const { rows } = await sql<{ sequence: number; body: string }>`
    select newest.sequence, newest.body from (${accounts}) as asked
    cross join lateral (
      select sequence, real_time, body from record
      where account_id = asked.id and request_id is not null
      order by sequence desc limit 1
    ) as newest
    order by newest.real_time desc limit 1`.execute(db)
  const [row] = rows
  return row && numbered(row)
}
