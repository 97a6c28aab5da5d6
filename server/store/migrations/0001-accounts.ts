import type { Kysely, Migration } from 'kysely'

/** Accounts, their entities, directory, records and stamps; documents; meta. */
export const accounts: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('account')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('next_sequence', 'integer', (column) => column.notNull())
      .addColumn('deleted', 'integer', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('entity')
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('body', 'text')
      .addColumn('version', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('entity_pk', ['account_id', 'kind', 'key'])
      .execute()
    await db.schema.createIndex('entity_by_version').on('entity').columns(['account_id', 'version']).execute()
    await db.schema
      .createTable('directory')
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('directory_pk', ['kind', 'value'])
      .execute()
    await db.schema.createIndex('directory_by_account').on('directory').column('account_id').execute()
    await db.schema
      .createTable('record')
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('sequence', 'integer', (column) => column.notNull())
      .addColumn('real_time', 'bigint', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('record_pk', ['account_id', 'sequence'])
      .execute()
    await db.schema
      .createTable('stamp')
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('service', 'text')
      .addColumn('region', 'text')
      .addPrimaryKeyConstraint('stamp_pk', ['account_id', 'kind', 'key'])
      .execute()
    await db.schema
      .createTable('document')
      .addColumn('collection', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint')
      .addPrimaryKeyConstraint('document_pk', ['collection', 'id'])
      .execute()
    await db.schema
      .createTable('meta')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute()
  },
}
