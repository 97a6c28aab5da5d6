import { type CompiledQuery, type DatabaseConnection, type Driver, type QueryResult, SqliteDialect, SqliteDriver } from 'kysely'
import type Database from 'libsql'
import type { FileWatch } from './file-watch.js'

/** Kysely's SQLite dialect over libsql, with errors that keep their cause and a watch over the file. */
export class WatchedDialect extends SqliteDialect {
  readonly #database: Database.Database
  readonly #watch: FileWatch | undefined

  constructor(database: Database.Database, watch: FileWatch | undefined) {
    super({ database: database as never })
    this.#database = database
    this.#watch = watch
  }

  override createDriver(): Driver {
    return new WatchedDriver(this.#database, this.#watch)
  }
}

/** One connection, as Kysely's own; its `rollback` never hides the error that led to it. */
class WatchedDriver extends SqliteDriver {
  readonly #database: Database.Database
  readonly #connection: WatchedConnection

  constructor(database: Database.Database, watch: FileWatch | undefined) {
    super({ database: database as never })
    this.#database = database
    this.#connection = new WatchedConnection(database, watch)
  }

  /** Waits for its turn with the one connection. */
  override async acquireConnection(): Promise<DatabaseConnection> {
    await super.acquireConnection()
    return this.#connection
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // A rollback that failed is made up for here, or no transaction would ever begin again.
    if (this.#database.inTransaction) this.#connection.run('rollback', [])
    await super.beginTransaction(connection)
  }

  /** SQLite has rolled back by itself after a failed COMMIT; asking again would throw, and hide that COMMIT's error. */
  override async rollbackTransaction(): Promise<void> {
    if (!this.#database.inTransaction) return
    try {
      this.#connection.run('rollback', [])
    } catch {
      // The caller throws the first error, which says more; `beginTransaction` rolls back again.
    }
  }

  override async destroy(): Promise<void> {
    this.#connection.forget()
    this.#database.close()
  }
}

/** Preparing costs as much as running: statements are kept by their text, of which there are a few dozen. */
const MAX_STATEMENTS = 200

class WatchedConnection implements DatabaseConnection {
  readonly #database: Database.Database
  readonly #watch: FileWatch | undefined
  readonly #statements = new Map<string, Database.Statement>()

  constructor(database: Database.Database, watch: FileWatch | undefined) {
    this.#database = database
    this.#watch = watch
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    this.#watch?.refuseWhenLost()
    try {
      return this.run<Row>(sql, parameters)
    } catch (error) {
      throw this.#watch ? this.#watch.explained(error) : error
    }
  }

  /** Also looks after the file where something was committed. */
  run<Row>(sql: string, parameters: readonly unknown[]): QueryResult<Row> {
    const statement = this.#prepared(sql)
    if (statement.reader) return { rows: statement.all(parameters as unknown[]) as Row[] }
    const { changes } = statement.run(parameters as unknown[])
    if (this.#watch && !this.#database.inTransaction && sql !== 'rollback') this.#watch.afterCommit()
    return { rows: [], numAffectedRows: BigInt(changes) }
  }

  async *streamQuery(): AsyncIterableIterator<never> {
    yield* []
    throw new Error('this store reads its rows whole')
  }

  forget(): void {
    this.#statements.clear()
  }

  #prepared(sql: string): Database.Statement {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#database.prepare(sql)
    if (this.#statements.size >= MAX_STATEMENTS) this.#statements.delete(this.#statements.keys().next().value ?? '')
    this.#statements.set(sql, statement)
    return statement
  }
}
