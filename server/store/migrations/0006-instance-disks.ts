import type { Kysely, Migration } from 'kysely'

/** The files of EC2 instances, and the public keys that open them. */
export const instanceDisks: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('instance_disk')
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('instance_id', 'text', (column) => column.notNull())
      .addColumn('revision', 'text', (column) => column.notNull())
      .addColumn('body', 'text')
      .addPrimaryKeyConstraint('instance_disk_pk', ['account_id', 'instance_id'])
      .execute()
    await db.schema
      .createTable('instance_key')
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('instance_id', 'text', (column) => column.notNull())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('instance_key_pk', ['account_id', 'instance_id', 'fingerprint'])
      .execute()
    await db.schema.createIndex('instance_key_by_fingerprint').on('instance_key').column('fingerprint').execute()
  },
}
