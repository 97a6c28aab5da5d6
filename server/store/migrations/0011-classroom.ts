import type { Kysely, Migration } from 'kysely'

/** Classes, who teaches and who learns in them, and what happens there: on both engines, since a restart loses none of it. */
export const classroom: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('class')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('code', 'text', (column) => column.notNull().unique())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('staff')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name_key', 'text', (column) => column.notNull().unique())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('class_learner')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('class_id', 'text', (column) => column.notNull())
      .addColumn('name_key', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addUniqueConstraint('class_learner_by_name', ['class_id', 'name_key'])
      .execute()
    await db.schema
      .createTable('class_item')
      .addColumn('class_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('learner_id', 'text')
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('class_item_key', ['class_id', 'kind', 'id'])
      .execute()
    await db.schema.createIndex('class_item_by_time').on('class_item').columns(['class_id', 'kind', 'at']).execute()
  },
}
