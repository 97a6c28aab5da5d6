import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Migrator, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Commit } from '../../server/account/repository.js'
import type { RequestRecord } from '../../server/account/request-record.js'
import { Secret } from '../../server/account/secret.js'
import { openSqlite } from '../../server/store/driver.js'
import { MIGRATIONS } from '../../server/store/migrate.js'
import { openStore, type Store, type StoreOptions } from '../../server/store/store.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { FakeClock } from '../support/world.js'

const clock = new FakeClock()
const masterKey = new Uint8Array(32).fill(3)
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

const record = (name: string): RequestRecord => ({
  accountId: '',
  requestId: name,
  time: 1,
  realTime: clock.now(),
  category: 'api',
  service: 'iam',
  name,
  readOnly: false,
  principal: { type: 'Root' },
  sourceIp: '127.0.0.1',
  userAgent: '',
  region: 'us-east-1',
  params: {},
  outcome: 'success',
})

const key = (id: string, secret = SECRET) => ({
  kind: 'AccessKey' as const,
  key: id,
  entity: {
    accessKeyId: id,
    ownerId: 'x',
    secret: new Secret(secret),
    status: 'Active' as const,
    createDate: 1,
    statusDate: 1,
  },
})

let accounts = 0
const newId = () => String(100_000_000_000 + ++accounts)
const incarnationOf = async (store: Store, accountId: string) => ({
  accountId,
  incarnation: (await store.accounts.version(accountId))?.incarnation ?? '',
})
const commit = (accountId: string, baseVersion: number, more: Partial<Commit> = {}): Commit => ({
  accountId,
  baseVersion,
  changes: [],
  claims: [],
  releases: [],
  records: [],
  ...more,
})

function contract(open: () => Promise<Store>): void {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store?.close())

  it('gives a document that is taken to one of those who ask, and an expired one to nobody', async () => {
    await store.documents.put('taken', 'once', { n: 1 }, clock.now() + 1000)
    const takers = await Promise.all([1, 2, 3].map(() => store.documents.take('taken', 'once')))
    expect(takers.filter((one) => one !== undefined)).toEqual([{ n: 1 }])
    await store.documents.put('taken', 'late', { n: 1 }, clock.now())
    expect(await store.documents.take('taken', 'late')).toBeUndefined()
  })

  it('has one secret of a name, whoever makes it first', async () => {
    const all = await Promise.all([1, 2, 3].map((n) => store.secrets.get('a-secret', () => `made by ${n}`)))
    expect(new Set(all).size).toBe(1)
    expect(await store.secrets.get('a-secret', () => 'made later')).toBe(all[0])
  })

  it('keeps the newest documents of a prefix, and all others', async () => {
    for (let n = 0; n < 5; n++) await store.documents.put('kept', `aa${n}`, { n }, clock.now() + 1000 * n + 1)
    await store.documents.put('kept', 'ab0', {}, clock.now() + 1)
    await store.documents.put('other', 'aa0', {}, clock.now() + 1)
    await store.documents.keepNewest('kept', 'aa', { besides: 'aa1', count: 2 })
    expect((await store.documents.list('kept')).map(({ id }) => id)).toEqual(['aa1', 'aa3', 'aa4', 'ab0'])
    expect(await store.documents.list('other')).toHaveLength(1)
  })

  it('gives back what was committed, secrets included', async () => {
    const id = newId()
    await store.accounts.commit(commit(id, 0, { changes: [key('AKIA1')] }))
    const snapshot = await store.accounts.load(id)
    expect(snapshot?.version).toBe(1)
    const [change] = snapshot?.changes ?? []
    expect(change?.entity).toHaveProperty('secret')
    if (change?.entity && 'secret' in change.entity) expect(change.entity.secret.reveal()).toBe(SECRET)
  })

  it('refuses a write from an older version, whole', async () => {
    const id = newId()
    await store.accounts.commit(commit(id, 0))
    const [first, second] = await Promise.all([
      store.accounts.commit(commit(id, 1, { changes: [key('A')] })),
      store.accounts.commit(commit(id, 1, { changes: [key('B')] })),
    ])
    expect([first.status, second.status].sort()).toEqual(['committed', 'conflict'])
    expect((await store.accounts.load(id))?.changes).toHaveLength(1)
  })

  it('refuses an account id that is taken', async () => {
    const id = newId()
    await store.accounts.commit(commit(id, 0))
    expect((await store.accounts.commit(commit(id, 0))).status).toBe('conflict')
  })

  it('tells of a deletion by a tombstone', async () => {
    const id = newId()
    await store.accounts.commit(commit(id, 0, { changes: [key('A'), key('B')] }))
    await store.accounts.commit(commit(id, 1, { changes: [{ kind: 'AccessKey', key: 'A', entity: null }] }))
    expect(await store.accounts.changesSince(id, 1)).toMatchObject({
      version: 2,
      changes: [{ kind: 'AccessKey', key: 'A', entity: null }],
    })
    expect((await store.accounts.load(id))?.changes.map((change) => change.key)).toEqual(['B'])
  })

  it('lets one account only hold a name, and leaves nothing of the other behind', async () => {
    const [one, two] = [newId(), newId()]
    const entry = { kind: 'alias' as const, value: `alias-${one}` }
    const results = await Promise.all([
      store.accounts.commit(commit(one, 0, { claims: [entry] })),
      store.accounts.commit(commit(two, 0, { claims: [entry], changes: [key('A')] })),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['committed', 'taken'])
    const loser = results[0]?.status === 'taken' ? one : two
    expect(await store.accounts.load(loser)).toBeUndefined()
    expect(await store.accounts.find(entry)).toBe(loser === one ? two : one)
  })

  it('numbers records in one sequence, of writes and of readings', async () => {
    const id = newId()
    await store.accounts.commit(commit(id, 0, { records: [record('a')] }))
    await store.accounts.appendRecords(await incarnationOf(store, id), [record('b'), record('c')])
    await store.accounts.commit(commit(id, 1, { records: [record('d')] }))
    const records = await store.accounts.records(id, { limit: 10 })
    expect(records.map(({ sequence, name }) => `${sequence}${name}`)).toEqual(['1a', '2b', '3c', '4d'])
    expect(await store.accounts.lastSequence(id)).toBe(4)
    const old = clock.now()
    clock.forward(1000)
    await store.accounts.commit(commit(id, 2, { records: [record('e')] }))
    await store.accounts.pruneRecords(old + 1)
    expect((await store.accounts.records(id, { limit: 10 })).map(({ name }) => name)).toEqual(['e'])
  })

  it('drops old records of all accounts at once, and no other', async () => {
    const ids = [newId(), newId(), newId()]
    const aged = (name: string, realTime: number) => ({ ...record(name), realTime })
    const [many = '', few = '', young = ''] = ids
    const old = Array.from({ length: 700 }, (_, n) => aged(`old-${n}`, 1_000 + n))
    await store.accounts.commit(commit(many, 0, { records: [...old, aged('new', 5_000)] }))
    await store.accounts.commit(commit(few, 0, { records: [aged('old', 1_000), aged('last', 1_999)] }))
    await store.accounts.commit(commit(young, 0, { records: [aged('new', 2_000)] }))
    await store.accounts.pruneRecords(2_000)
    const left = await Promise.all(
      ids.map(async (id) => (await store.accounts.records(id, { limit: 10 })).map((one) => one.name)),
    )
    expect(left).toEqual([['new'], [], ['new']])
    expect(await store.accounts.lastSequence(many)).toBe(701)
  })

  it('bounds an account’s records as they are written: a flood pushes out its own caller’s readings alone', async () => {
    const id = newId()
    const by = (accessKeyId: string, n: number, more: Partial<RequestRecord> = {}): RequestRecord => ({
      ...record(`r${n}`),
      principal: { type: 'IAMUser', userId: 'AIDA', accessKeyId, credentialKind: 'long-term' },
      ...more,
    })
    await store.accounts.commit(commit(id, 0, { records: [by('ALICE', 0, { name: 'CreateUser' })] }))
    const of = await incarnationOf(store, id)
    await store.accounts.appendRecords(of, [by('ALICE', 1, { readOnly: true })])
    let most = 0
    for (let batch = 0; batch < 30; batch++) {
      const flood = Array.from({ length: 400 }, (_, n) => by('MALLORY', n, { readOnly: true }))
      await store.accounts.appendRecords(of, flood)
      most = Math.max(most, (await store.accounts.records(id, { limit: 20_000 })).length)
    }
    const kept = await store.accounts.records(id, { limit: 20_000 })
    expect(most).toBeLessThanOrEqual(3_000)
    expect(kept.filter(({ principal }) => principal.accessKeyId === 'ALICE').map(({ sequence }) => sequence)).toEqual([1, 2])
    expect(kept.at(-1)?.sequence).toBe(12_002)
    expect(kept.length).toBeGreaterThan(1_700)
  })

  it('bounds an account’s records by bytes, whoever writes them', async () => {
    const id = newId()
    await store.accounts.commit(commit(id, 0))
    const of = await incarnationOf(store, id)
    let most = 0
    for (let n = 0; n < 250; n++) {
      const principal = { type: 'IAMUser', accessKeyId: `KEY${n % 20}`, credentialKind: 'long-term' } as const
      await store.accounts.appendRecords(of, [{ ...record('large'), principal, params: { text: 'x'.repeat(100_000) } }])
      if (n % 10 !== 0) continue
      const kept = await store.accounts.records(id, { limit: 1000 })
      most = Math.max(most, kept.length)
      expect(kept.at(-1)?.sequence).toBe(n + 1)
    }
    expect(most * 100_000).toBeLessThan(16_500_000)
    expect(most).toBeGreaterThan(120)
  })

  it('takes in records with the gaps that pushing out left', async () => {
    const id = newId()
    const records = [2, 90, 4000].map((sequence) => ({ ...record(`r${sequence}`), sequence }))
    const adoption = { accountId: id, documents: [], changes: [], claims: [], records, nextSequence: 5001, stamps: [] }
    expect(await store.accounts.adopt(adoption)).toEqual({ status: 'adopted' })
    expect((await store.accounts.records(id, { limit: 9 })).map(({ sequence }) => sequence)).toEqual([2, 90, 4000])
    expect(await store.accounts.lastSequence(id)).toBe(5000)
  })

  it('keeps the later use, whichever is written last, and no version rises', async () => {
    const id = newId()
    await store.accounts.commit(commit(id, 0))
    await store.accounts.mergeStamps(await incarnationOf(store, id), [
      { kind: 'AccessKey', key: 'A', at: 20, service: 'sts', region: 'r' },
    ])
    await store.accounts.mergeStamps(await incarnationOf(store, id), [
      { kind: 'AccessKey', key: 'A', at: 10, service: 'iam', region: 'r' },
    ])
    const snapshot = await store.accounts.load(id)
    expect(snapshot?.stamps).toEqual([{ kind: 'AccessKey', key: 'A', at: 20, service: 'sts', region: 'r' }])
    expect(snapshot?.version).toBe(1)
  })

  it('takes the same uses in any order from several at once', async () => {
    const id = newId()
    await store.accounts.commit(commit(id, 0))
    const of = await incarnationOf(store, id)
    const keys = Array.from({ length: 40 }, (_, n) => `K${n}`)
    const stamps = (at: number) =>
      keys.map((one) => ({ kind: 'AccessKey' as const, key: one, at, service: 'sts', region: 'r' }))
    for (let at = 1; at <= 5; at++) {
      const orders = [stamps(at), stamps(at).reverse(), stamps(at).sort(() => Math.random() - 0.5)]
      await Promise.all(orders.map((some) => store.accounts.mergeStamps(of, some)))
    }
    expect((await store.accounts.load(id))?.stamps.map(({ at }) => at)).toEqual(keys.map(() => 5))
  })

  it('takes in a whole account, with its numbers, and in the place of another only when told to', async () => {
    const id = newId()
    const email = { kind: 'root-email', value: `${id}@example.com` } as const
    const whole = {
      accountId: id,
      documents: [{ collection: 'notes', id: `${id}/1`, body: { n: 1 } }],
      changes: [key('AKIANEW')],
      claims: [email],
      records: Array.from({ length: 1200 }, (_, n) => record(`r${n}`)),
      nextSequence: 5001,
      stamps: [{ kind: 'AccessKey' as const, key: 'AKIANEW', at: 5 }],
    }
    expect(await store.accounts.adopt(whole)).toEqual({ status: 'adopted' })
    expect(await store.accounts.lastSequence(id)).toBe(5000)
    expect((await store.accounts.newestRecords(id, { limit: 1 }))[0]).toMatchObject({ sequence: 5000, name: 'r1199' })
    expect(await store.accounts.records(id, { limit: 2000 })).toHaveLength(1200)
    expect(await store.accounts.adopt(whole)).toEqual({ status: 'exists' })

    const { version = 0, incarnation: replaces = '' } = (await store.accounts.load(id)) ?? {}
    const other = newId()
    await store.accounts.commit(commit(other, 0, { claims: [{ kind: 'alias', value: `a${other}` }] }))
    const taken = { ...whole, replaces, claims: [email, { kind: 'alias' as const, value: `a${other}` }] }
    expect(await store.accounts.adopt(taken)).toMatchObject({ status: 'taken', entry: { kind: 'alias' } })
    expect(await store.accounts.version(id)).toEqual({ version, incarnation: replaces })
    expect(await store.accounts.adopt({ ...whole, replaces: 'another' })).toEqual({ status: 'gone' })

    const anew = {
      ...whole,
      replaces,
      changes: [key('AKIAOTHER')],
      records: [],
      nextSequence: 7,
      stamps: [],
      documents: [],
    }
    expect(await store.accounts.adopt(anew)).toEqual({ status: 'adopted' })
    const loaded = await store.accounts.load(id)
    expect(loaded?.changes.map((change) => change.key)).toEqual(['AKIAOTHER'])
    expect(loaded?.stamps).toEqual([])
    const newer = await store.accounts.changesSince(id, version)
    expect(newer?.changes.find((change) => change.key === 'AKIANEW')?.entity).toBeNull()
    expect(await store.accounts.lastSequence(id)).toBe(6)
    expect(await store.accounts.find(email)).toBe(id)
    expect(loaded?.incarnation).not.toBe(replaces)
    expect(await store.documents.listOf(id, 'notes')).toEqual([])
  })

  it('deletes an account with all that is its own; its version never falls', async () => {
    const id = newId()
    const entry = { kind: 'root-email' as const, value: `${id}@example.com` }
    await store.accounts.commit(commit(id, 0, { changes: [key('A')], claims: [entry], records: [record('a')] }))
    await store.accounts.remove(await incarnationOf(store, id))
    expect(await store.accounts.load(id)).toBeUndefined()
    expect(await store.accounts.version(id)).toBeUndefined()
    expect(await store.accounts.find(entry)).toBeUndefined()
    await store.accounts.commit(commit(id, 0, { changes: [key('B')] }))
    expect((await store.accounts.version(id))?.version).toBeGreaterThan(1)
    expect((await store.accounts.load(id))?.changes.map((change) => change.key)).toEqual(['B'])
  })

  it('commits many accounts at once', async () => {
    const ids = Array.from({ length: 50 }, newId)
    const results = await Promise.all(ids.map((id) => store.accounts.commit(commit(id, 0, { changes: [key(id)] }))))
    expect(results.every(({ status }) => status === 'committed')).toBe(true)
    expect(await store.accounts.list()).toEqual(expect.arrayContaining(ids))
  })

  it('keeps documents until they expire, and lists them by prefix', async () => {
    const { documents } = store
    await documents.put('notes', 'a/1', { n: 1 })
    await documents.put('notes', 'a/2', { n: 2 }, clock.now() + 1000)
    await documents.put('notes', 'b/1', { n: 3 })
    expect((await documents.list('notes', 'a/')).map(({ id }) => id)).toEqual(['a/1', 'a/2'])
    clock.forward(2000)
    expect(await documents.get('notes', 'a/2')).toBeUndefined()
    await documents.put('notes', 'a/1', { n: 9 })
    expect(await documents.get('notes', 'a/1')).toEqual({ n: 9 })
    const both = [1, 2].map((n) => documents.putOnce('notes', 'once', { n }, clock.now() + 1000))
    expect((await Promise.all(both)).sort()).toEqual([false, true])
  })
}

describe('the store in memory', () => contract(() => openStore({ engine: 'sqlite', file: ':memory:', masterKey, clock })))

describe('the store in a SQLite file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-store-'))
  const options: StoreOptions = { engine: 'sqlite', file: join(folder, 'a.db'), masterKey, clock }
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  describe('contract', () => contract(() => openStore(options)))

  it('opens again with the same state, and holds no secret in the clear', async () => {
    const id = newId()
    const store = await openStore(options)
    await store.accounts.commit(commit(id, 0, { changes: [key('AKIA1')] }))
    await store.close()
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
    expect(files.some((bytes) => bytes.includes('AKIA1'))).toBe(true)
    expect(files.some((bytes) => bytes.includes(SECRET))).toBe(false)
    const again = await openStore(options)
    expect((await again.accounts.load(id))?.changes).toHaveLength(1)
    await again.close()
  })

  it.each(Object.keys(MIGRATIONS).map((_name, index) => index + 1))(
    'opens what version %d of the schema wrote',
    async (version) => {
      const file = join(folder, `version-${version}.db`)
      const old = await openSqlite(file)
      const earlier = Object.fromEntries(Object.entries(MIGRATIONS).slice(0, version))
      await new Migrator({ db: old.db, provider: { getMigrations: async () => earlier } }).migrateToLatest()
      const id = newId()
      await sql`insert into account (id, version, next_sequence, deleted) values (${id}, 3, 5, 0)`.execute(old.db)
      const body = JSON.stringify(record('Old'))
      await sql`insert into record (account_id, sequence, real_time, body) values (${id}, 4, 1, ${body})`.execute(old.db)
      await old.close()
      const store = await openStore({ ...options, file })
      expect(await store.accounts.load(id)).toMatchObject({ version: 3 })
      expect(await store.accounts.records(id, { limit: 9 })).toMatchObject([{ sequence: 4, requestId: 'Old' }])
      await store.accounts.commit(commit(id, 3, { changes: [key('AKIA2')] }))
      expect((await store.accounts.load(id))?.changes).toHaveLength(1)
      await store.close()
    },
  )

  it('refuses what a newer version wrote, and leaves it as it is', async () => {
    const file = join(folder, 'newer.db')
    await (await openStore({ ...options, file })).close()
    const later = await openSqlite(file)
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '')`.execute(later.db)
    await later.close()
    await expect(openStore({ ...options, file })).rejects.toMatchObject({
      code: 'newer',
      message: expect.stringContaining('newer version of IAM Dojo'),
    })
    const again = await openSqlite(file)
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(again.db)
    expect(rows.map(({ name }) => name)).toEqual([...Object.keys(MIGRATIONS), '9999-later'])
    await again.close()
  })

  it('refuses another master key and a second process in a plain sentence', async () => {
    const store = await openStore(options)
    await expect(openStore(options)).rejects.toMatchObject({
      code: 'locked',
      message: expect.stringContaining('Another IAM Dojo'),
    })
    await store.close()
    await expect(openStore({ ...options, masterKey: new Uint8Array(32).fill(9) })).rejects.toMatchObject({ code: 'wrong-key' })
    await (await openStore(options)).close()
  })
})

describe('the store on PostgreSQL', () => {
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres?.stop())
  contract(() => openStore({ engine: 'postgres', connectionString: postgres.connectionString, masterKey, clock }))
})
