import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'

/** The file and its log; SQLite keeps the log's index in memory, since one process only has the database. */
const SUFFIXES = ['', '-wal', '-journal']
const NOTHING = Buffer.alloc(0)

/**
 * The files of a database as a kill would leave them after each statement: what the process has written is the
 * operating system's, and no transaction ends by itself. Moments one after another
 * that left the same files are one.
 */
export class Moments {
  readonly #file: string
  readonly #folder: string
  #last: Buffer[] = []
  #looked = 0
  readonly #files: string[] = []

  constructor(file: string, folder: string) {
    this.#file = file
    this.#folder = folder
  }

  /** Keeps the moment that is now. */
  readonly keep = (): void => {
    this.#looked++
    const contents = SUFFIXES.map((suffix) => `${this.#file}${suffix}`).map((file) =>
      existsSync(file) ? readFileSync(file) : NOTHING,
    )
    if (contents.every((content, index) => content.equals(this.#last[index] ?? NOTHING))) return
    this.#last = contents
    const folder = join(this.#folder, String(this.#files.length))
    mkdirSync(folder, { recursive: true })
    for (const [index, suffix] of SUFFIXES.entries()) {
      const content = contents[index]
      if (content && content.length > 0) writeFileSync(join(folder, `a.db${suffix}`), content)
    }
    this.#files.push(join(folder, 'a.db'))
  }

  /** How often it was asked to keep a moment. */
  get looked(): number {
    return this.#looked
  }

  /** The databases, in order of time. */
  get files(): readonly string[] {
    return this.#files
  }
}

/**
 * What the next start finds in a database, as text: accounts, what is in them, their names in the directory, all
 * documents but those of the collections `without`, and how many writes are on record. It leaves out what may lag
 * behind: records of reading calls and of sign-ins, the account's count of records, and stamps.
 */
export function pictureOf(file: string, without: readonly string[] = []): string {
  const database = new Database(file)
  const rows = (query: string) => database.prepare(query).all() as Record<string, unknown>[]
  const picture = {
    account: rows('select id, version, deleted, incarnation from account order by id'),
    entity: rows('select * from entity where body is not null order by account_id, kind, key'),
    directory: rows('select * from directory order by kind, value'),
    document: rows('select * from document order by collection, id').filter(
      ({ collection }) => !without.includes(String(collection)),
    ),
    writes: rows(`select account_id, count(*) as writes from record where json_extract(body, '$.readOnly') = 0
      and json_extract(body, '$.category') = 'api' group by account_id order by account_id`),
  }
  database.close()
  return JSON.stringify(picture)
}
