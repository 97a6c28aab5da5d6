import { type Kysely, SqliteAdapter, sql } from 'kysely'
import type { Instant } from '../account/ports.js'
import type { Schema } from './schema.js'

/** What was read, with the revision that a change has to name: of two changes to one revision, the second is refused. */
export interface Revised<T> {
  id: string
  revision: number
  body: T
}

/** Rows by id and by another unique text: classes by join code, staff by name. Bodies are JSON and hold no secret in the clear. */
export interface Rows {
  get<T>(id: string): Promise<Revised<T> | undefined>
  by<T>(unique: string): Promise<Revised<T> | undefined>
  list<T>(): Promise<Revised<T>[]>
  /** False, with nothing changed, if the id or the unique text is taken. */
  add<T>(id: string, unique: string, body: T): Promise<boolean>
  /** False, with nothing changed, if the row has another revision or is gone, or if the unique text is another's. */
  put<T>(row: Revised<T>, unique: string): Promise<boolean>
  delete(id: string): Promise<void>
}

export interface ClassLearners {
  get<T>(id: string): Promise<(Revised<T> & { classId: string }) | undefined>
  byName<T>(classId: string, nameKey: string): Promise<Revised<T> | undefined>
  list<T>(classId: string): Promise<Revised<T>[]>
  count(classId: string): Promise<number>
  /** How many have joined, by the `joinedAt` in their bodies. */
  joined(classId: string): Promise<number>
  /** False, with nothing changed, if the name is taken in the class, or the class is gone. */
  add<T>(classId: string, id: string, nameKey: string, body: T): Promise<boolean>
  /** False, with nothing changed, if the row has another revision or is gone, or if the name is another's. */
  put<T>(row: Revised<T>, nameKey: string): Promise<boolean>
  /** With the items that are the learner's alone. */
  delete(id: string): Promise<void>
}

export interface ItemKey {
  classId: string
  kind: string
  id: string
}

export interface Item<T> extends Revised<T> {
  learnerId: string | null
  at: Instant
}

/** What happens in a class: messages, exams and their results, the audit list. */
export interface ClassItems {
  get<T>(key: ItemKey): Promise<Item<T> | undefined>
  /** The newest first. */
  list<T>(classId: string, kind: string, limit?: number): Promise<Item<T>[]>
  /** False, with nothing changed, if there is one, or the class is gone. */
  add<T>(key: ItemKey, item: { learnerId?: string | undefined; at: Instant; body: T }): Promise<boolean>
  /** False, with nothing changed, if it has another revision or is gone. */
  put<T>(key: ItemKey, item: Pick<Item<T>, 'revision' | 'body'>): Promise<boolean>
  delete(key: ItemKey): Promise<void>
  /** Deletes all of a kind but the newest `count`. */
  keepNewest(classId: string, kind: string, count: number): Promise<void>
}

export interface ClassroomStore {
  /** `delete` takes the learners and items of a class with it, in one transaction; their accounts are the caller's to delete. */
  classes: Rows
  staff: Rows
  learners: ClassLearners
  items: ClassItems
}

interface Row {
  id: string
  revision: number
  body: string
}

const read = <T>({ id, revision, body }: Row): Revised<T> => ({ id, revision: Number(revision), body: JSON.parse(body) as T })
const FIRST = 1
const SQLITE_JOINED = sql<boolean>`json_extract(class_learner.body, '$.joinedAt') is not null`
const POSTGRES_JOINED = sql<boolean>`cast(class_learner.body as json) ->> 'joinedAt' is not null`

/** ClassroomStore over both engines. */
export function classroomStore(db: Kysely<Schema>): ClassroomStore {
  return {
    classes: { ...rows(db, 'class', 'code'), delete: (id) => deleteClass(db, id) },
    staff: rows(db, 'staff', 'name_key'),
    learners: learners(db),
    items: items(db),
  }
}

function rows(db: Kysely<Schema>, table: 'class' | 'staff', unique: 'code' | 'name_key'): Rows {
  // The two tables differ in one column's name, which Kysely's types can't say.
  const any = db as unknown as Kysely<Record<string, Row & Record<string, string>>>
  const select = () => any.selectFrom(table).select(['id', 'revision', 'body'])
  return {
    async get<T>(id: string) {
      const row = await select().where('id', '=', id).executeTakeFirst()
      return row && read<T>(row)
    },
    async by<T>(text: string) {
      const row = await select().where(unique, '=', text).executeTakeFirst()
      return row && read<T>(row)
    },
    async list<T>() {
      return (await select().orderBy('id').execute()).map((row) => read<T>(row))
    },
    async add(id, text, body) {
      const values = { id, [unique]: text, revision: FIRST, body: JSON.stringify(body) } as unknown as Row
      const added = await any
        .insertInto(table)
        .values(values as never)
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
      return added !== undefined
    },
    async put({ id, revision, body }, text) {
      const taken = (eb: Kysely<Record<string, Row & Record<string, string>>>) =>
        eb.selectFrom(table).select('id').where(unique, '=', text).where('id', '!=', id)
      const changed = await any
        .updateTable(table)
        .set({ [unique]: text, revision: revision + 1, body: JSON.stringify(body) } as never)
        .where('id', '=', id)
        .where('revision', '=', revision)
        .where((where) => where.not(where.exists(taken(any))))
        .returning('id')
        .executeTakeFirst()
      return changed !== undefined
    },
    async delete(id) {
      await any.deleteFrom(table).where('id', '=', id).execute()
    },
  }
}

async function deleteClass(db: Kysely<Schema>, id: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('class').where('id', '=', id).execute()
    await transaction.deleteFrom('class_learner').where('class_id', '=', id).execute()
    await transaction.deleteFrom('class_item').where('class_id', '=', id).execute()
  })
}

function learners(db: Kysely<Schema>): ClassLearners {
  const select = () => db.selectFrom('class_learner').select(['id', 'class_id', 'revision', 'body'])
  return {
    async get<T>(id: string) {
      const row = await select().where('id', '=', id).executeTakeFirst()
      return row && { ...read<T>(row), classId: row.class_id }
    },
    async byName<T>(classId: string, nameKey: string) {
      const row = await select().where('class_id', '=', classId).where('name_key', '=', nameKey).executeTakeFirst()
      return row && read<T>(row)
    },
    async list<T>(classId: string) {
      return (await select().where('class_id', '=', classId).orderBy('name_key').execute()).map((row) => read<T>(row))
    },
    async count(classId) {
      const counted = db.selectFrom('class_learner').select(({ fn }) => fn.countAll().as('count'))
      return Number((await counted.where('class_id', '=', classId).executeTakeFirst())?.count ?? 0)
    },
    async joined(classId) {
      const has = db.getExecutor().adapter instanceof SqliteAdapter ? SQLITE_JOINED : POSTGRES_JOINED
      const counted = db.selectFrom('class_learner').select(({ fn }) => fn.countAll().as('count'))
      return Number((await counted.where('class_id', '=', classId).where(has).executeTakeFirst())?.count ?? 0)
    },
    async add(classId, id, nameKey, body) {
      const added = await db
        .insertInto('class_learner')
        .columns(['id', 'class_id', 'name_key', 'revision', 'body'])
        .expression((row) =>
          row
            .selectFrom('class')
            .select([
              sql<string>`cast(${id} as text)`.as('id'),
              'class.id as class_id',
              sql<string>`cast(${nameKey} as text)`.as('name_key'),
              sql<number>`cast(${FIRST} as integer)`.as('revision'),
              sql<string>`cast(${JSON.stringify(body)} as text)`.as('body'),
            ])
            .where('class.id', '=', classId),
        )
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
      return added !== undefined
    },
    async put({ id, revision, body }, nameKey) {
      const changed = await db
        .updateTable('class_learner')
        .set({ name_key: nameKey, revision: revision + 1, body: JSON.stringify(body) })
        .where('id', '=', id)
        .where('revision', '=', revision)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('class_learner as other')
                .select('other.id')
                .whereRef('other.class_id', '=', 'class_learner.class_id')
                .where('other.name_key', '=', nameKey)
                .where('other.id', '!=', id),
            ),
          ),
        )
        .returning('id')
        .executeTakeFirst()
      return changed !== undefined
    },
    async delete(id) {
      await db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('class_learner').where('id', '=', id).execute()
        await transaction.deleteFrom('class_item').where('learner_id', '=', id).execute()
      })
    },
  }
}

function items(db: Kysely<Schema>): ClassItems {
  const select = () => db.selectFrom('class_item').select(['id', 'learner_id', 'at', 'revision', 'body'])
  const item = <T>(row: Row & { learner_id: string | null; at: number }): Item<T> => ({
    ...read<T>(row),
    learnerId: row.learner_id,
    at: Number(row.at),
  })
  return {
    async get<T>({ classId, kind, id }: ItemKey) {
      const own = select().where('class_id', '=', classId).where('kind', '=', kind).where('id', '=', id)
      const row = await own.executeTakeFirst()
      return row && item<T>(row)
    },
    async list<T>(classId: string, kind: string, limit = 1_000) {
      const own = select().where('class_id', '=', classId).where('kind', '=', kind)
      const found = await own.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
      return found.map((row) => item<T>(row))
    },
    async add({ classId, kind, id }, { learnerId = null, at, body }) {
      const added = await db
        .insertInto('class_item')
        .columns(['class_id', 'kind', 'id', 'learner_id', 'at', 'revision', 'body'])
        .expression((row) =>
          row
            .selectFrom('class')
            .select([
              'class.id as class_id',
              sql<string>`cast(${kind} as text)`.as('kind'),
              sql<string>`cast(${id} as text)`.as('id'),
              sql<string | null>`cast(${learnerId} as text)`.as('learner_id'),
              sql<number>`cast(${at} as bigint)`.as('at'),
              sql<number>`cast(${FIRST} as integer)`.as('revision'),
              sql<string>`cast(${JSON.stringify(body)} as text)`.as('body'),
            ])
            .where('class.id', '=', classId),
        )
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
      return added !== undefined
    },
    async put({ classId, kind, id }, { revision, body }) {
      const changed = await db
        .updateTable('class_item')
        .set({ revision: revision + 1, body: JSON.stringify(body) })
        .where('class_id', '=', classId)
        .where('kind', '=', kind)
        .where('id', '=', id)
        .where('revision', '=', revision)
        .returning('id')
        .executeTakeFirst()
      return changed !== undefined
    },
    async delete({ classId, kind, id }) {
      const own = db.deleteFrom('class_item').where('class_id', '=', classId).where('kind', '=', kind)
      await own.where('id', '=', id).execute()
    },
    async keepNewest(classId, kind, count) {
      await db
        .deleteFrom('class_item')
        .where('class_id', '=', classId)
        .where('kind', '=', kind)
        .where('at', '<', (item) =>
          item
            .selectFrom('class_item')
            .select('at')
            .where('class_id', '=', classId)
            .where('kind', '=', kind)
            .orderBy('at', 'desc')
            .limit(1)
            .offset(count - 1),
        )
        .execute()
    },
  }
}
