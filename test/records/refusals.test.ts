import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AccountRef } from '../../server/account/account.js'
import { estimatedSize } from '../../server/bounds/estimated-size.js'
import { sourceOf } from '../../server/bounds/source.js'
import type { Refusal, Refusals } from '../../server/records/refusals.js'
import { RefusalsInMemory } from '../../server/records/refusals-in-memory.js'
import { RefusalsInTables } from '../../server/records/refusals-in-tables.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { type RecordsProcess, recordsProcess, ringsOf } from '../support/records.js'

const HEADER = 'x'.repeat(12_000)
let requests = 0
const refusal = (more: Partial<Refusal> = {}): Refusal => ({
  requestId: `request-${++requests}`,
  realTime: requests,
  sourceIp: '10.0.0.1',
  userAgent: HEADER,
  service: 'iam',
  name: 'ListUsers',
  accessKeyId: 'AKIAEXAMPLEEXAMPLE00',
  errorCode: 'InvalidClientTokenId',
  errorMessage: 'The security token included in the request is invalid',
  reason: 'unknown-key',
  ...more,
})
const sum = (values: readonly unknown[]): number => values.reduce<number>((all, value) => all + estimatedSize(value), 0)
const from =
  (...addresses: string[]) =>
  () =>
    new Set(addresses)
const operator = { accountIds: 'all', sourceIp: '10.9.9.9' } as const

function contract(open: () => Promise<RecordsProcess>, made: (process: RecordsProcess) => Refusals): void {
  let process: RecordsProcess
  let refusals: Refusals
  let own: AccountRef
  let neighbour: AccountRef
  beforeAll(async () => {
    process = await open()
    refusals = made(process)
  })
  afterAll(() => process?.close())
  beforeEach(async () => {
    own = await process.newAccount()
    neighbour = await process.newAccount()
  })
  const add = (of: AccountRef, more: Partial<Refusal> = {}): string => {
    const one = refusal({ accountId: of.accountId, ...more })
    refusals.add(one, of)
    return one.requestId
  }
  const idsOf = async (of: AccountRef, ...addresses: string[]) =>
    (await refusals.of(of.accountId, from(...addresses))).map(({ requestId }) => requestId)

  it('are found at once, by their account and address, oldest first', async () => {
    const [first, second] = [add(own), add(own, { sourceIp: '10.0.0.2' })]
    add(own, { sourceIp: '10.0.0.3' })
    add(neighbour)
    expect(await idsOf(own, '10.0.0.2', '10.0.0.1')).toEqual([first, second])
    expect(await idsOf(own, '10.0.0.9')).toEqual([])
    expect(await idsOf(own)).toEqual([])
  })

  it('are found whole by their request id', async () => {
    const evidence = { canonicalRequest: 'GET\n/\n\u0000\u{1F511}', stringToSign: 'AWS4', masked: true }
    const given = refusal({ accountId: own.accountId, userAgent: 'agent', evidence, facts: { a: 1 }, afterSequence: 7 })
    refusals.add(given, own)
    expect(await refusals.byRequest(given.requestId)).toEqual(given)
    expect(await refusals.byRequest('request-0')).toBeUndefined()
  })

  it('keep a User-Agent of 1 kB at most', async () => {
    add(own)
    expect((await refusals.of(own.accountId, from('10.0.0.1')))[0]?.userAgent).toHaveLength(1000)
  })

  it('of a source that floods an account push out its own, and no other source’s', async () => {
    const quiet = add(own, { sourceIp: '10.0.0.2' })
    let last = ''
    for (let batch = 0; batch < 4; batch++) {
      for (let n = 0; n < 60; n++) last = add(own)
      await idsOf(own, '10.0.0.1')
    }
    const flood = await idsOf(own, '10.0.0.1')
    expect(flood).toHaveLength(50)
    expect(flood.at(-1)).toBe(last)
    expect(await idsOf(own, '10.0.0.2')).toEqual([quiet])
  })

  it('of one account from one source are bounded by bytes, and the newest stays', async () => {
    const evidence = { canonicalRequest: 'x'.repeat(10_000), stringToSign: '', masked: false }
    for (let batch = 0; batch < 3; batch++) {
      for (let n = 0; n < 20; n++) add(own, { evidence })
      await idsOf(own, '10.0.0.1')
    }
    expect(sum(await refusals.of(own.accountId, from('10.0.0.1')))).toBeLessThan(130_000)
    const large = add(own, { evidence: { ...evidence, canonicalRequest: 'x'.repeat(200_000) } })
    expect(await idsOf(own, '10.0.0.1')).toEqual([large])
  })

  it('of thousands of made-up accounts push out nothing that a learner may read', async () => {
    const mine = add(own)
    for (let n = 0; n < 30_000; n++) refusals.add(refusal({ accountId: String(700_000_000_000 + n) }), undefined)
    expect(await refusals.byRequest(mine)).toBeDefined()
    expect(await idsOf(own, '10.0.0.1')).toEqual([mine])
  })

  it('are shown to whoever may read them, the newest', async () => {
    const mine = add(own)
    const theirs = add(neighbour)
    const nobodys = refusal({ sourceIp: '10.3.0.1' })
    refusals.add(nobodys, undefined)
    const newest = async (accountIds: readonly string[] | 'all', sourceIp: string) =>
      (await refusals.newest({ accountIds, sourceIp }))?.requestId
    expect(await newest([own.accountId], '')).toBe(mine)
    expect(await newest([own.accountId, neighbour.accountId], '')).toBe(theirs)
    expect(await newest([own.accountId], '10.3.0.1')).toBe(nobodys.requestId)
    expect(await newest([], '10.3.0.1')).toBe(nobodys.requestId)
    expect(await newest([], '10.3.0.2')).toBeUndefined()
    expect((await refusals.newest(operator))?.requestId).toBe(nobodys.requestId)
  })

  it('of nobody are told apart by address, not by network', async () => {
    const near = { mine: '2001:db8:5:5::1', other: '2001:db8:5:5::2' }
    expect(sourceOf(near.mine)).toBe(sourceOf(near.other))
    refusals.add(refusal({ sourceIp: near.other }), undefined)
    expect(await refusals.newest({ accountIds: [], sourceIp: near.mine })).toBeUndefined()
  })

  it('of an account that ended are forgotten, and nothing of another one or of the next with its id', async () => {
    const before = add(own)
    const theirs = add(neighbour)
    await idsOf(own, '10.0.0.1')
    const next = await process.reset(own)
    refusals.forget(own.accountId)
    expect(await idsOf(next, '10.0.0.1')).toEqual([])
    expect(await refusals.byRequest(before)).toBeUndefined()
    const after = add(next)
    expect(await idsOf(next, '10.0.0.1')).toEqual([after])
    expect(await idsOf(neighbour, '10.0.0.1')).toEqual([theirs])
  })

  it('tell which account of this server they name: at once, and when another process is heard of', () => {
    const told: string[] = []
    refusals.onAdded((accountId) => told.push(accountId))
    add(own)
    refusals.add(refusal({ accountId: '999999999999' }), undefined)
    refusals.add(refusal(), undefined)
    refusals.heard(neighbour.accountId)
    expect(told).toEqual([own.accountId, neighbour.accountId])
  })
}

describe('refusals in memory', () => {
  contract(recordsProcess, () => new RefusalsInMemory())

  it('of thousands of made-up accounts stay within their bytes', async () => {
    const refusals = new RefusalsInMemory()
    const ids = Array.from({ length: 30_000 }, (_, n) => String(200_000_000_000 + n))
    for (const accountId of ids) refusals.add(refusal({ accountId }), undefined)
    const sizeOf = async (accountId: string | undefined) => sum(await refusals.of(accountId ?? '', from('10.0.0.1')))
    const each = await sizeOf(ids.at(-1))
    expect(each).toBeGreaterThan(1_000)
    expect(await sizeOf(ids.at(-Math.ceil(2_000_000 / each)))).toBe(0)
  })
})

describe('refusals in tables', () => {
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres?.stop())
  const open = () => recordsProcess(postgres.connectionString)
  const made = (process: RecordsProcess) => new RefusalsInTables(ringsOf(process))

  contract(open, made)

  it('that one process added are there for another within 250 ms, and outlive the first', async () => {
    const [a, b] = [await open(), await open()]
    const [atA, atB] = [made(a), made(b)]
    const own = await a.newAccount()
    const one = refusal({ accountId: own.accountId })
    atA.add(one, own)
    await expect.poll(() => atB.byRequest(one.requestId)).toBeDefined()
    expect(await atB.of(own.accountId, from('10.0.0.1'))).toHaveLength(1)
    await a.close()
    expect(await atB.newest({ accountIds: [own.accountId], sourceIp: '' })).toMatchObject({ requestId: one.requestId })
    await b.close()
  })

  it('of an account that was reset at one process are unknown to another, which has not heard of it', async () => {
    const [a, b] = [await open(), await open()]
    const [atA, atB] = [made(a), made(b)]
    const own = await a.newAccount()
    atB.add(refusal({ accountId: own.accountId }), own)
    const next = await a.reset(own)
    atA.forget(own.accountId)
    const late = refusal({ accountId: own.accountId })
    atB.add(late, own)
    expect(await atB.of(own.accountId, from('10.0.0.1'))).toEqual([])
    const fresh = refusal({ accountId: own.accountId })
    atA.add(fresh, next)
    // It hears of the end only now: nothing of the new account goes.
    await atA.byRequest(fresh.requestId)
    atB.forget(own.accountId)
    await atB.byRequest(late.requestId)
    expect((await atA.of(own.accountId, from('10.0.0.1'))).map(({ requestId }) => requestId)).toEqual([fresh.requestId])
    await Promise.all([a.close(), b.close()])
  })
})
