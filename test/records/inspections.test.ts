import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AccountRef } from '../../server/account/account.js'
import type { RequestSummary } from '../../server/records/inspections/inspection.js'
import type { Inspections } from '../../server/records/inspections/inspections.js'
import { InspectionsInMemory } from '../../server/records/inspections/inspections-in-memory.js'
import { InspectionsInTables } from '../../server/records/inspections/inspections-in-tables.js'
import { exchangeOf } from '../../server/wire/exchange.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { type RecordsProcess, recordsProcess, ringsOf } from '../support/records.js'

const PASSWORD = 'Pa55-word-of-alice'
const FORM = 'application/x-www-form-urlencoded'
let requests = 0

interface Sent {
  header?: string
  body?: string
  answer?: string
  signed?: boolean
}

/** A request as the wire reports it; gives its id. */
function send(
  inspections: Inspections,
  accountId: string,
  { header = 'agent', body = '', answer = '', signed = true }: Sent = {},
) {
  const headers = { 'user-agent': header, 'content-type': FORM }
  const raw = { method: 'POST', path: '/', query: '', headers, body: Buffer.from(body) }
  const exchange = exchangeOf({ requestId: `request-${++requests}`, raw, sourceIp: '10.0.0.1', secureTransport: false })
  if (signed) exchange.accountId = accountId
  else exchange.namedAccountId = accountId
  inspections.add(exchange, { status: 200, body: answer }, 'text/xml')
  return exchange.requestId
}

const ids = (summaries: readonly RequestSummary[]): string[] => summaries.map(({ requestId }) => requestId)

function contract(open: () => Promise<RecordsProcess>, made: (process: RecordsProcess) => Inspections): void {
  let process: RecordsProcess
  let inspections: Inspections
  let own: AccountRef
  beforeAll(async () => {
    process = await open()
    inspections = made(process)
  })
  afterAll(() => process?.close())
  beforeEach(async () => {
    own = await process.newAccount()
    process.clock.forward(1000)
  })
  const listed = async (of: AccountRef) => ids(await inspections.of(of.accountId))
  const reader = (of: AccountRef) => ({ accountIds: [of.accountId], sourceIp: '' })

  it('keep what comes once somebody watches, newest first, and nothing from before', async () => {
    send(inspections, own.accountId)
    process.clock.forward(1)
    await inspections.watch(own.accountId)
    const first = send(inspections, own.accountId)
    process.clock.forward(1)
    const second = send(inspections, own.accountId, { signed: false })
    expect(await listed(own)).toEqual([second, first])
    await inspections.watch(own.accountId)
    expect(await listed(own)).toEqual([second, first])
  })

  it('keep nothing of an account that nobody watches', async () => {
    const id = send(inspections, own.accountId)
    expect(await listed(own)).toEqual([])
    expect(await inspections.find(id, reader(own))).toBeUndefined()
  })

  it('are shown to whoever may read them, without secrets', async () => {
    await inspections.watch(own.accountId)
    const id = send(inspections, own.accountId, {
      body: `Action=CreateLoginProfile&UserName=alice&Password=${PASSWORD}`,
      answer: `<R><SecretAccessKey>${PASSWORD}</SecretAccessKey><Message>${PASSWORD}\u0000</Message></R>`,
    })
    const found = await inspections.find(id, reader(own))
    expect(found).toMatchObject({ requestId: id, accountId: own.accountId, client: 'agent', status: 200 })
    expect(found).toMatchObject({ request: { body: 'Action=CreateLoginProfile&UserName=alice&Password=***' } })
    expect(JSON.stringify(found)).not.toContain(PASSWORD)
    const neighbour = await process.newAccount()
    expect(await inspections.find(id, reader(neighbour))).toBeUndefined()
    expect(await inspections.find(id, { accountIds: 'all', sourceIp: '' })).toBeDefined()
  })

  it('that nobody proved to have signed push out none that somebody did', async () => {
    await inspections.watch(own.accountId)
    const signed = send(inspections, own.accountId)
    for (let batch = 0; batch < 3; batch++) {
      for (let n = 0; n < 60; n++) send(inspections, own.accountId, { signed: false })
      await listed(own)
    }
    expect(await listed(own)).toHaveLength(51)
    expect(await listed(own)).toContain(signed)
  })

  it('of an account are the newest 100', async () => {
    await inspections.watch(own.accountId)
    let last = ''
    for (let batch = 0; batch < 3; batch++) {
      for (let n = 0; n < 70; n++) last = send(inspections, own.accountId)
      await listed(own)
    }
    expect(await listed(own)).toHaveLength(100)
    expect(await listed(own)).toContain(last)
  })

  it('are bounded by bytes, headers included', async () => {
    await inspections.watch(own.accountId)
    for (let n = 0; n < 110; n++) send(inspections, own.accountId, { answer: 'y'.repeat(40_000), header: 'h'.repeat(9_000) })
    const kept = (await listed(own)).length
    expect(kept).toBeGreaterThan(20)
    expect(kept).toBeLessThan(45)
  })

  it('are cleared, and what comes is kept again', async () => {
    await inspections.watch(own.accountId)
    send(inspections, own.accountId)
    await listed(own)
    send(inspections, own.accountId)
    process.clock.forward(1)
    await inspections.clear(own.accountId)
    expect(await listed(own)).toEqual([])
    const next = send(inspections, own.accountId)
    expect(await listed(own)).toEqual([next])
  })

  it('of an account that ended are forgotten, until somebody watches the next with its id', async () => {
    await inspections.watch(own.accountId)
    const before = send(inspections, own.accountId)
    await listed(own)
    const next = await process.reset(own)
    inspections.forget(own.accountId)
    send(inspections, own.accountId)
    expect(await listed(next)).toEqual([])
    expect(await inspections.find(before, reader(next))).toBeUndefined()
    process.clock.forward(1)
    await inspections.watch(own.accountId)
    const after = send(inspections, own.accountId)
    expect(await listed(next)).toEqual([after])
  })

  it('are told at once', async () => {
    const told: string[] = []
    inspections.onAdded((accountId, summary) => {
      if (accountId === own.accountId) told.push(summary().requestId)
    })
    await inspections.watch(own.accountId)
    const id = send(inspections, own.accountId)
    await inspections.heard(own.accountId)
    expect(told).toEqual([id])
  })
}

describe('inspections in memory', () => {
  contract(recordsProcess, ({ clock }) => new InspectionsInMemory(clock))

  it('of all accounts have 12 MB together', async () => {
    const process = await recordsProcess()
    const inspections = new InspectionsInMemory(process.clock)
    const accountIds = Array.from({ length: 40 }, (_, n) => String(400_000_000_000 + n))
    for (const id of accountIds) await inspections.watch(id)
    for (let n = 0; n < 120; n++) for (const id of accountIds) send(inspections, id, { header: 'h'.repeat(16_000) + n })
    let kept = 0
    for (const id of accountIds) kept += (await inspections.of(id)).length
    expect(kept * 16_000).toBeLessThan(12_000_000)
    expect(kept * 16_000).toBeGreaterThan(9_000_000)
    expect((await inspections.of(accountIds.at(-1) ?? '')).length).toBeGreaterThan(5)
    await process.close()
  })
})

describe('inspections in tables', () => {
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres?.stop())
  const open = () => recordsProcess(postgres.connectionString)
  const made = (process: RecordsProcess) => {
    const { store, accounts, clock } = process
    return new InspectionsInTables(ringsOf(process), { accounts, documents: store.documents, clock })
  }

  contract(open, made)

  it('of an account that is watched at one process are kept by another, and told there', async () => {
    const [a, b] = [await open(), await open()]
    const [atA, atB] = [made(a), made(b)]
    const own = await a.newAccount()
    const told: string[] = []
    atA.onAdded((_, summary) => told.push(summary().requestId))
    await atA.watch(own.accountId)
    const id = send(atB, own.accountId)
    await expect.poll(() => atA.of(own.accountId)).toHaveLength(1)
    expect(await atA.find(id, { accountIds: [own.accountId], sourceIp: '' })).toMatchObject({ requestId: id })
    await atA.heard(own.accountId)
    await atA.heard(own.accountId)
    expect(told).toEqual([id])
    await Promise.all([a.close(), b.close()])
  })

  it('ask nothing for a request, and once for a batch which accounts are watched', async () => {
    const process = await open()
    const inspections = made(process)
    const { documents } = process.store
    const own = await process.newAccount()
    await inspections.watch(own.accountId)
    let asked = 0
    const counting = new InspectionsInTables(ringsOf(process), {
      accounts: process.accounts,
      clock: process.clock,
      documents: {
        ...documents,
        getAll(collection, some) {
          asked++
          return documents.getAll(collection, some)
        },
      },
    })
    for (let n = 0; n < 40; n++) send(counting, own.accountId)
    expect(await counting.of(own.accountId)).toHaveLength(40)
    expect(asked).toBe(1)
    await process.close()
  })
})
