import { describe, expect, it } from 'vitest'
import { Accounts } from '../../server/account/accounts.js'
import { newAccount } from '../../server/account/new-account.js'
import type { AccountRepository } from '../../server/account/repository.js'
import type { NumberedRecord, RequestRecord } from '../../server/account/request-record.js'
import { StagedAccount } from '../../server/account/staged-account.js'
import { openStore } from '../../server/store/store.js'
import { FakeClock, seededRandom } from '../support/world.js'

const clock = new FakeClock()
const record = (accountId: string, more: Partial<RequestRecord> = {}): RequestRecord => ({
  accountId,
  requestId: 'r',
  time: 1,
  realTime: clock.now(),
  category: 'api',
  service: 'iam',
  name: 'ListUsers',
  readOnly: true,
  principal: { type: 'Root', userId: accountId },
  sourceIp: '127.0.0.1',
  userAgent: '',
  region: 'us-east-1',
  params: {},
  outcome: 'success',
  ...more,
})

/** Accounts over a real store, which counts its loads and can be full. */
async function bench(maxBytes?: number) {
  const store = await openStore({ engine: 'sqlite', file: ':memory:', masterKey: new Uint8Array(32).fill(1), clock })
  const state = { full: false, loads: [] as string[] }
  const fails = async () => {
    throw new Error('the disk is full')
  }
  const repository = store.accounts
  const load = repository.load.bind(repository)
  const commit = repository.commit.bind(repository)
  const appendRecords = repository.appendRecords.bind(repository)
  Object.assign(repository, {
    load(id) {
      state.loads.push(id)
      return load(id)
    },
    commit: (unit) => (state.full ? fails() : commit(unit)),
    appendRecords: (of, records) => (state.full ? fails() : appendRecords(of, records)),
  } satisfies Partial<AccountRepository>)
  const recorded: NumberedRecord[] = []
  const scheduled: { work: () => void; ms: number }[] = []
  let dropped = 0
  const accounts = new Accounts({
    repository,
    clock,
    maxBytes,
    schedule: (work, ms) => scheduled.push({ work, ms }),
    onRecorded: (records) => recorded.push(...records),
    onRecordsDropped: () => dropped++,
  })
  const random = seededRandom()
  const add = async (email: string) => {
    const owner = { name: 'A', email, passwordHash: 'h', passwordScore: 4 }
    const draft = newAccount({ accountId: undefined, ...owner, now: clock.now(), random })
    await accounts.adopt(await new StagedAccount(draft, clock).adoption({ documents: [] }))
    const account = await accounts.get(draft.accountId)
    if (!account) throw new Error('no account')
    clock.forward(1)
    return account
  }
  /** Adds an entity of some 100 kB. */
  const grow = (account: { accountId: string; incarnation: string }, n: number) =>
    accounts.write(account, (draft) =>
      draft.put('SAMLProvider', {
        arn: `arn:aws:iam::${account.accountId}:saml-provider/p${n}`,
        metadata: 'x'.repeat(100_000),
      } as never),
    )
  return { store, accounts, state, recorded, scheduled, dropped: () => dropped, add, grow }
}

describe('the accounts in memory', () => {
  it('are let go when they take too much together, the quietest first, and are loaded again', async () => {
    const { accounts, state, add, grow } = await bench(1_000_000)
    const all = []
    for (let n = 0; n < 4; n++) {
      const account = await add(`owner${n}@example.com`)
      for (let entity = 0; entity < 3; entity++) await grow(account, entity)
      all.push(account)
    }
    await new Promise((resolve) => setImmediate(resolve))
    state.loads.length = 0
    for (const { accountId } of all.slice().reverse()) await accounts.get(accountId)
    const [first, , , last] = all.map(({ accountId }) => accountId)
    expect(state.loads).toContain(first)
    expect(state.loads).not.toContain(last)
    expect((await accounts.get(first ?? ''))?.count('SAMLProvider')).toBe(3)
  })

  it('stay while something of them waits to be written, and lose none of it', async () => {
    const { accounts, store, recorded, add, grow } = await bench(200_000)
    const one = await add('one@example.com')
    await grow(one, 0)
    await accounts.record(one, record(one.accountId))
    const other = await add('other@example.com')
    for (let n = 0; n < 5; n++) await grow(other, n)
    await accounts.record(one, record(one.accountId, { name: 'GetUser' }))
    await accounts.flush()
    expect(recorded.filter(({ accountId }) => accountId === one.accountId)).toHaveLength(2)
    expect(await store.accounts.records(one.accountId, { limit: 9 })).toHaveLength(2)
  })
})

describe('records that can’t be written', () => {
  it('are bounded: those of reading calls go first, the oldest first, which is told once; writes are refused', async () => {
    const { accounts, store, state, dropped, add, grow } = await bench()
    const account = await add('full@example.com')
    const params = { text: 'x'.repeat(10_000) }
    state.full = true
    await accounts.record(account, record(account.accountId, { name: 'ConsoleLogin', readOnly: false }))
    for (let n = 0; n < 2000; n++) {
      await accounts.record(account, record(account.accountId, { name: `Read${n}`, params }))
      if (n % 100 === 0) await expect(accounts.flush()).rejects.toThrow('full')
    }
    await expect(grow(account, 1)).rejects.toThrow('full')
    expect(dropped()).toBe(1)
    state.full = false
    await accounts.flush()
    const kept = await store.accounts.records(account.accountId, { limit: 5000 })
    expect(kept.length * 10_000).toBeLessThan(6_500_000)
    expect(kept.length).toBeGreaterThan(200)
    expect([kept[0]?.name, kept.at(-1)?.name]).toEqual(['ConsoleLogin', 'Read1999'])
  })
})

describe('records of a busy account', () => {
  it('are written a hundred at a time, so that nobody waits for a thousand', async () => {
    const { accounts, add, recorded, scheduled } = await bench()
    const account = await add('a@example.com')
    const opened = await accounts.open(account.accountId)
    const leave = (count: number) => {
      for (let n = 0; n < count; n++) opened?.record(record(account.accountId))
    }
    leave(99)
    expect(scheduled.map(({ ms }) => ms)).toEqual([200])
    leave(1)
    expect(scheduled.map(({ ms }) => ms)).toEqual([200, 0])
    scheduled[1]?.work()
    await accounts.flush(account.accountId)
    expect(recorded).toHaveLength(100)
  })

  it('are not tried again with each further one while the disk is full', async () => {
    const { accounts, add, state, scheduled } = await bench()
    const account = await add('a@example.com')
    const opened = await accounts.open(account.accountId)
    state.full = true
    for (let n = 0; n < 250; n++) {
      opened?.record(record(account.accountId))
      await accounts.flush(account.accountId).catch(() => undefined)
    }
    expect(scheduled.filter(({ ms }) => ms === 0)).toHaveLength(2)
  })
})
