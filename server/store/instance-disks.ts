import { createHash, randomBytes } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { Change } from '../account/account.js'
import type { Instance } from '../account/entities.js'
import type { AdoptedDisk } from '../account/repository.js'
import type { Schema } from './schema.js'
import type { Sealing } from './sealing.js'

/**
 * The files of instances, which are no part of the account's own rows. An instance has a disk from the commit that launches
 * it until the one that terminates it, or until its account is deleted or reset.
 */
export interface InstanceDisks {
  /** Undefined: there is no such instance. `body` is undefined as long as nothing was written. */
  read(accountId: string, instanceId: string): Promise<{ revision: string; body: string | undefined } | undefined>
  /**
   * Writes the disk that was read as `revision`, and which public keys open the instance (their bytes). False, with nothing
   * written: somebody else has written it, or it is gone.
   */
  write(accountId: string, instanceId: string, disk: WrittenDisk): Promise<boolean>
  /** Instances of all accounts that a public key may open, at most `limit`. */
  withKey(blob: Uint8Array, limit: number): Promise<{ accountId: string; instanceId: string }[]>
}

export interface WrittenDisk {
  revision: string
  body: string
  /** Absent: the same as before. */
  keys?: readonly Uint8Array[]
}

type Db = Kysely<Schema> | Transaction<Schema>

/** What one instance takes of the index by keys. */
const MAX_KEYS = 100

const fingerprintOf = (blob: Uint8Array): string => createHash('sha256').update(blob).digest('base64url')
const newRevision = (): string => randomBytes(12).toString('base64url')
const FIELD = 'body'
const placeOf = (accountId: string, instanceId: string) => ({ accountId, kind: 'InstanceDisk', key: instanceId })

/** InstanceDisks over both engines; what stands in files is sealed with the master key. */
export function instanceDisks(db: Kysely<Schema>, sealing: Sealing): InstanceDisks {
  return {
    async read(accountId, instanceId) {
      const row = await db
        .selectFrom('instance_disk')
        .select(['revision', 'body'])
        .where('account_id', '=', accountId)
        .where('instance_id', '=', instanceId)
        .executeTakeFirst()
      if (!row) return undefined
      const { revision, body } = row
      return { revision, body: body === null ? undefined : sealing.open(placeOf(accountId, instanceId), FIELD, body) }
    },
    async write(accountId, instanceId, { revision, body, keys }) {
      const sealed = sealing.seal(placeOf(accountId, instanceId), FIELD, body)
      return db.transaction().execute(async (transaction) => {
        const update = updateDisk(transaction, accountId, instanceId, sealed).where('revision', '=', revision)
        if (!(await update.returning('revision').executeTakeFirst())) return false
        if (keys) await replaceKeys(transaction, accountId, instanceId, keys)
        return true
      })
    },
    async withKey(blob, limit) {
      const rows = await db
        .selectFrom('instance_key')
        .select(['account_id', 'instance_id'])
        .where('fingerprint', '=', fingerprintOf(blob))
        .orderBy('account_id')
        .orderBy('instance_id')
        .limit(limit)
        .execute()
      return rows.map(({ account_id, instance_id }) => ({ accountId: account_id, instanceId: instance_id }))
    },
  }
}

/** The disk of an instance that has come with its account, if there is such an instance. */
export async function restoreDisk(db: Db, sealing: Sealing, accountId: string, disk: AdoptedDisk): Promise<void> {
  const { instanceId, body, keys } = disk
  const sealed = sealing.seal(placeOf(accountId, instanceId), FIELD, body)
  const written = await updateDisk(db, accountId, instanceId, sealed).returning('revision').executeTakeFirst()
  if (written) await replaceKeys(db, accountId, instanceId, keys)
}

const updateDisk = (db: Db, accountId: string, instanceId: string, sealed: string) =>
  db
    .updateTable('instance_disk')
    .set({ body: sealed, revision: newRevision() })
    .where('account_id', '=', accountId)
    .where('instance_id', '=', instanceId)

async function replaceKeys(db: Db, accountId: string, instanceId: string, keys: readonly Uint8Array[]): Promise<void> {
  await dropKeys(db, accountId, [instanceId])
  await insertKeys(db, accountId, instanceId, keys)
}

/** Disks come and go with their instances, in the transaction that writes these. */
export async function followInstances(db: Db, accountId: string, changes: readonly Change[]): Promise<void> {
  const gone: string[] = []
  for (const { kind, key, entity } of changes) {
    if (kind !== 'Instance') continue
    const instance = entity as Instance | null
    if (!instance || instance.terminatedAt !== undefined) gone.push(key)
    else await begin(db, accountId, instance)
  }
  if (gone.length === 0) return
  await db.deleteFrom('instance_disk').where('account_id', '=', accountId).where('instance_id', 'in', gone).execute()
  await dropKeys(db, accountId, gone)
}

async function begin(db: Db, accountId: string, { instanceId, publicKey }: Instance): Promise<void> {
  const made = await db
    .insertInto('instance_disk')
    .values({ account_id: accountId, instance_id: instanceId, revision: newRevision(), body: null })
    .onConflict((conflict) => conflict.columns(['account_id', 'instance_id']).doNothing())
    .returning('revision')
    .executeTakeFirst()
  const [, base64 = ''] = publicKey?.split(' ') ?? []
  if (made && base64 !== '') await insertKeys(db, accountId, instanceId, [Buffer.from(base64, 'base64')])
}

async function insertKeys(db: Db, accountId: string, instanceId: string, keys: readonly Uint8Array[]): Promise<void> {
  const fingerprints = [...new Set(keys.map(fingerprintOf))].slice(0, MAX_KEYS)
  if (fingerprints.length === 0) return
  await db
    .insertInto('instance_key')
    .values(fingerprints.map((fingerprint) => ({ account_id: accountId, instance_id: instanceId, fingerprint })))
    .execute()
}

const dropKeys = (db: Db, accountId: string, instanceIds: readonly string[]) =>
  db.deleteFrom('instance_key').where('account_id', '=', accountId).where('instance_id', 'in', instanceIds).execute()
