import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import Database from 'libsql'
import pg from 'pg'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openStore, type Store } from '../../server/store/store.js'
import { systemClock } from '../../server/system.js'
import { startPostgres } from '../support/postgres.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

const options = { masterKey: new Uint8Array(32).fill(7), clock: systemClock }
const clientOptions = (url: string) => ({ endpoint: url, region: 'us-east-1', maxAttempts: 1 })

afterEach(() => vi.restoreAllMocks())

/** A user's key of an account in which nothing waits to be written. */
async function callers(server: TestServer) {
  const { credentials } = await newAccount(server.url)
  const root = new IAM({ ...clientOptions(server.url), credentials })
  await root.createUser({ UserName: 'alice' })
  await root.attachUserPolicy({ UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })
  const { AccessKey } = await root.createAccessKey({ UserName: 'alice' })
  const keys = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
  const iam = new IAM({ ...clientOptions(server.url), credentials: keys })
  const sts = new STS({ ...clientOptions(server.url), credentials: keys })
  await Promise.all([iam.listUsers({}), sts.getCallerIdentity({})])
  await server.settled()
  let users = 0
  return {
    GetCallerIdentity: () => sts.getCallerIdentity({}),
    ListUsers: () => iam.listUsers({}),
    CreateUser: () => iam.createUser({ UserName: `user-${++users}` }),
  }
}

const OPERATIONS = ['GetCallerIdentity', 'ListUsers', 'CreateUser'] as const

/** What each call had run, until all of it was written and the lessons had looked at it. */
async function statementsOf(server: TestServer, texts: string[]) {
  const calls = await callers(server)
  const found: Record<string, string[]> = {}
  for (const name of OPERATIONS) {
    texts.length = 0
    await calls[name]()
    await server.settled()
    found[name] = [...texts]
  }
  return found
}

const counts = (found: Record<string, string[]>, which: (text: string) => boolean = () => true) =>
  Object.fromEntries(Object.entries(found).map(([name, texts]) => [name, texts.filter(which).length]))

describe('the statements of a signed call', () => {
  it('are not one more on SQLite than they were with one process alone', async () => {
    const texts: string[] = []
    const prepare = Database.prototype.prepare
    vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (this: Database.Database, text: string) {
      const statement = prepare.call(this, text)
      for (const name of ['run', 'all'] as const) {
        const own = statement[name].bind(statement) as (...given: unknown[]) => unknown
        Object.defineProperty(statement, name, {
          value: (...given: unknown[]) => {
            texts.push(text)
            return own(...given)
          },
        })
      }
      return statement as never
    })
    const store = await openStore({ engine: 'sqlite', file: ':memory:', ...options })
    const server = await startServer({ store })
    const found = await statementsOf(server, texts)
    // As counted before anything could be shared: the batch of records (4), the commit (5), and the batch of stamps (4).
    expect(counts(found)).toEqual({ GetCallerIdentity: 4, ListUsers: 4, CreateUser: 9 })
    await server.close()
  })

  it('are one look at the version on PostgreSQL, and the write', async () => {
    const postgres = await startPostgres()
    const store: Store = await openStore({ engine: 'postgres', connectionString: postgres.connectionString, ...options })
    const server = await startServer({ store })
    const texts: string[] = []
    const connections: pg.Client[] = []
    const query = pg.Client.prototype.query
    vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
      if (!connections.includes(this)) connections.push(this)
      texts.push(`${connections.indexOf(this)} ${String(given[0])}`)
      return (query as (...all: unknown[]) => unknown).apply(this, given) as never
    })
    const found = await statementsOf(server, texts)
    const isLook = (text: string) => /^\d+ select "version", "incarnation" from "account"/.test(text)
    expect(counts(found, isLook)).toEqual({ GetCallerIdentity: 1, ListUsers: 1, CreateUser: 1 })
    // `begin` with its receipt, the account's row, the entity, the record, and `commit`; others tell news meanwhile.
    const all = (found.CreateUser ?? []).map((text) => text.split(' ').slice(0, 3))
    const writers = all.filter(([, verb, what]) => verb === 'update' && what === '"account"').map(([connection]) => connection)
    expect(writers).toHaveLength(1)
    const own = all.filter(([connection]) => connection === writers[0]).map(([, verb]) => verb)
    const begins = own.lastIndexOf('begin;', own.indexOf('update'))
    expect(own.slice(begins, begins + 5)).toEqual(['begin;', 'update', 'insert', 'insert', 'commit'])
    await server.close()
    await postgres.stop()
  })
})
