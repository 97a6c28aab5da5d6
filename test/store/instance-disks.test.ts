import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Change } from '../../server/account/account.js'
import type { Instance } from '../../server/account/entities.js'
import type { Commit } from '../../server/account/repository.js'
import { openStore, type Store } from '../../server/store/store.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { FakeClock } from '../support/world.js'

const KEY = Buffer.from('a public key, as bytes')
const OTHER = Buffer.from('another one')
const INSTANCE: Instance = {
  ...{ instanceId: 'i-1', region: 'us-east-1', reservationId: 'r-1', amiLaunchIndex: 0, imageId: 'ami-1' },
  ...{ instanceType: 't3.micro', subnetId: 'subnet-1', privateIpAddress: '172.31.0.4', securityGroupIds: [] },
  ...{ publicKey: `ssh-ed25519 ${KEY.toString('base64')} my-key`, launchedAt: 1, startedAt: 1, volumes: [], tags: [] },
} as unknown as Instance

const put = (instance: Instance): Change => ({ kind: 'Instance', key: instance.instanceId, entity: instance })
const commit = (accountId: string, baseVersion: number, ...changes: Change[]): Commit => ({
  ...{ accountId, baseVersion, changes, claims: [], releases: [], records: [] },
})
let accounts = 0
const newId = () => String(200_000_000_000 + ++accounts)

function contract(open: () => Promise<Store>): void {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store?.close())

  const launched = async () => {
    const id = newId()
    await store.accounts.commit(commit(id, 0, put(INSTANCE)))
    return id
  }
  const revisionOf = async (id: string) => (await store.disks.read(id, 'i-1'))?.revision ?? ''
  const withKey = async (blob: Uint8Array, id: string) =>
    (await store.disks.withKey(blob, 100)).filter(({ accountId }) => accountId === id)

  it('comes with a launch, empty, and is found by the key of the launch', async () => {
    const id = await launched()
    expect(await store.disks.read(id, 'i-1')).toEqual({ revision: expect.any(String), body: undefined })
    expect(await withKey(KEY, id)).toEqual([{ accountId: id, instanceId: 'i-1' }])
    expect(await store.disks.read(id, 'i-2')).toBeUndefined()
    expect(await store.disks.write(id, 'i-2', { revision: '', body: 'x' })).toBe(false)
  })

  it('is written by whoever read it last; of two at a time, by one', async () => {
    const id = await launched()
    const revision = await revisionOf(id)
    const written = await Promise.all(['a', 'b'].map((body) => store.disks.write(id, 'i-1', { revision, body })))
    expect(written.filter(Boolean)).toHaveLength(1)
    expect((await store.disks.read(id, 'i-1'))?.body).toBe(written[0] ? 'a' : 'b')
    expect(await store.disks.write(id, 'i-1', { revision, body: 'c' })).toBe(false)
  })

  it('is found by the keys that were written, and no longer by others', async () => {
    const id = await launched()
    await store.disks.write(id, 'i-1', { revision: await revisionOf(id), body: 'a', keys: [OTHER, OTHER] })
    expect([await withKey(KEY, id), await withKey(OTHER, id)]).toMatchObject([[], [{ instanceId: 'i-1' }]])
    await store.disks.write(id, 'i-1', { revision: await revisionOf(id), body: 'b' })
    expect(await withKey(OTHER, id)).toHaveLength(1)
  })

  it('stays over a change of the instance, and goes with its termination, for good', async () => {
    const id = await launched()
    await store.disks.write(id, 'i-1', { revision: await revisionOf(id), body: 'kept', keys: [OTHER] })
    await store.accounts.commit(commit(id, 1, put({ ...INSTANCE, stoppedAt: 2 })))
    expect((await store.disks.read(id, 'i-1'))?.body).toBe('kept')
    expect(await withKey(KEY, id)).toEqual([])
    const revision = await revisionOf(id)
    await store.accounts.commit(commit(id, 2, put({ ...INSTANCE, terminatedAt: 3 })))
    expect(await store.disks.read(id, 'i-1')).toBeUndefined()
    expect(await withKey(OTHER, id)).toEqual([])
    expect(await store.disks.write(id, 'i-1', { revision, body: 'late' })).toBe(false)
  })

  it('goes with its account, and another account of that id begins with an empty one', async () => {
    const id = await launched()
    const revision = await revisionOf(id)
    await store.disks.write(id, 'i-1', { revision, body: 'kept' })
    const { incarnation = '' } = (await store.accounts.version(id)) ?? {}
    const adoption = { accountId: id, replaces: incarnation, changes: [put(INSTANCE)], claims: [], records: [], stamps: [] }
    expect(await store.accounts.adopt({ ...adoption, nextSequence: 1, documents: [] })).toEqual({ status: 'adopted' })
    expect((await store.disks.read(id, 'i-1'))?.body).toBeUndefined()
    expect(await withKey(KEY, id)).toHaveLength(1)
    const next = (await store.accounts.version(id))?.incarnation ?? ''
    await store.accounts.remove({ accountId: id, incarnation: next })
    expect(await store.disks.read(id, 'i-1')).toBeUndefined()
    expect(await withKey(KEY, id)).toEqual([])
  })
}

const options = { masterKey: new Uint8Array(32).fill(3), clock: new FakeClock() }

describe('the disk of an instance on SQLite', () => {
  contract(() => openStore({ engine: 'sqlite', file: ':memory:', ...options }))

  it('has nothing in the clear in its files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-disks-'))
    const store = await openStore({ engine: 'sqlite', file: join(folder, 'store.db'), ...options })
    const id = newId()
    await store.accounts.commit(commit(id, 0, put(INSTANCE)))
    const { revision = '' } = (await store.disks.read(id, 'i-1')) ?? {}
    await store.disks.write(id, 'i-1', { revision, body: 'aws_secret_access_key = wJalrXUtnFEMI' })
    await store.close()
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes('wJalrXUtnFEMI')).toBe(false)
    rmSync(folder, { recursive: true })
  })
})

describe('the disk of an instance on PostgreSQL', () => {
  let postgres: TestPostgres
  afterAll(() => postgres?.stop())
  contract(async () => {
    postgres = await startPostgres()
    return openStore({ engine: 'postgres', connectionString: postgres.connectionString, ...options })
  })
})
