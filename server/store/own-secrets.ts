import type { Kysely } from 'kysely'
import type { Schema } from './schema.js'
import type { Sealing } from './sealing.js'

/** The server's own secrets, which belong to no account: sealed with the master key, and kept as long as the database. */
export interface OwnSecrets {
  /** The secret of this name. The first time, it's the one that `make` gives: of two processes, both get the same. */
  get(name: string, make: () => string | Promise<string>): Promise<string>
}

const FIELD = 'value'

export function ownSecrets(db: Kysely<Schema>, sealing: Sealing): OwnSecrets {
  const placeOf = (name: string) => ({ accountId: '', kind: 'meta', key: name })
  const read = async (name: string) => {
    const row = await db.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst()
    return row && sealing.open(placeOf(name), FIELD, row.value)
  }
  return {
    async get(name, make) {
      const kept = await read(name)
      if (kept !== undefined) return kept
      const value = sealing.seal(placeOf(name), FIELD, await make())
      await db
        .insertInto('meta')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute()
      const written = await read(name)
      if (written === undefined) throw new Error(`the secret ${name} was written and is not there`)
      return written
    },
  }
}
