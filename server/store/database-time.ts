import { type RawBuilder, sql } from 'kysely'

/** Milliseconds, as an expression of SQL. */
export type DatabaseTime = () => RawBuilder<number>

/** Where several processes share a database, its clock counts: those of their machines may differ. */
export const databaseTime: DatabaseTime = () => sql<number>`(extract(epoch from clock_timestamp()) * 1000)::double precision`

/** Stands in for the database's clock in tests. */
export const givenTime =
  (now: () => number): DatabaseTime =>
  () =>
    sql<number>`${now()}::double precision`
