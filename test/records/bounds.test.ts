import { describe, expect, it } from 'vitest'
import { estimatedSize } from '../../server/bounds/estimated-size.js'
import { sourceOf } from '../../server/bounds/source.js'
import { Inspections, type Kept } from '../../server/records/inspections/inspections.js'
import { type Refusal, Refusals } from '../../server/records/refusals.js'
import { exchangeOf } from '../../server/wire/exchange.js'
import { FakeClock } from '../support/world.js'

const HEADER = 'x'.repeat(12_000)
let requests = 0
const refusal = (more: Partial<Refusal> = {}): Refusal => ({
  accountId: '111122223333',
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
const sum = (values: Iterable<unknown>): number => {
  let size = 0
  for (const value of values) size += estimatedSize(value)
  return size
}

describe('refusals', () => {
  it('keep a User-Agent of 1 kB at most', () => {
    const refusals = new Refusals()
    refusals.add(refusal(), true)
    expect(refusals.of('111122223333')[0]?.userAgent).toHaveLength(1000)
  })

  it('of thousands of made-up accounts stay within their bytes, and push out nothing that a learner may read', () => {
    const refusals = new Refusals()
    refusals.add(refusal({ requestId: 'mine' }), true)
    let kept = 0
    for (let n = 0; n < 30_000; n++) refusals.add(refusal({ accountId: String(200_000_000_000 + n) }), false)
    refusals.newest((one) => {
      kept += estimatedSize(one)
      return false
    })
    expect(kept).toBeLessThan(17_000_000)
    expect(refusals.byRequest('mine')).toBeDefined()
  })

  it('of one account from one source are bounded by bytes as well as by number', () => {
    const refusals = new Refusals()
    const evidence = { canonicalRequest: 'x'.repeat(10_000), stringToSign: '', masked: false }
    for (let n = 0; n < 200; n++) refusals.add(refusal({ evidence }), true)
    expect(sum(refusals.of('111122223333'))).toBeLessThan(130_000)
    for (let n = 0; n < 200; n++) refusals.add(refusal({ userAgent: '' }), true)
    expect(refusals.of('111122223333')).toHaveLength(50)
  })

  it('count all loopback addresses, and all addresses of an IPv6 network, as one source', () => {
    expect(['127.0.0.1', '127.9.8.7', '::1', '::ffff:127.0.0.1'].map(sourceOf)).toEqual(Array(4).fill('loopback'))
    expect(['10.0.0.1', '::ffff:10.0.0.1'].map(sourceOf)).toEqual(['10.0.0.1', '10.0.0.1'])
    expect(['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::9'].map(sourceOf)).toEqual(Array(2).fill('2001:db8:1:2::/64'))
    expect(sourceOf('2001:db8::9')).toBe('2001:db8:0:0::/64')
  })

  it('of an account that ended are forgotten, and no other ones', () => {
    const refusals = new Refusals()
    refusals.add(refusal(), true)
    refusals.add(refusal({ accountId: '444455556666' }), true)
    refusals.forget('111122223333')
    expect([refusals.of('111122223333'), refusals.of('444455556666')].map(({ length }) => length)).toEqual([0, 1])
  })
})

describe('inspections', () => {
  const watching = () => {
    const inspections = new Inspections(new FakeClock())
    const add = (accountId: string, header: string, signed = true) => {
      const raw = { method: 'POST', path: '/', query: '', headers: { 'user-agent': header }, body: Buffer.from('x') }
      const exchange = exchangeOf({ requestId: `r${++requests}`, raw, sourceIp: '10.0.0.1', secureTransport: false })
      if (signed) exchange.accountId = accountId
      else exchange.namedAccountId = accountId
      inspections.add(exchange, { status: 200, body: 'y'.repeat(1000) }, 'text/xml')
    }
    return { inspections, add }
  }
  const bytes = (kept: Kept[]) => sum(kept)

  it('count the headers: an account keeps 2.5 MB at most, all accounts 12 MB together', () => {
    const { inspections, add } = watching()
    const ids = Array.from({ length: 40 }, (_, n) => String(300_000_000_000 + n))
    for (const id of ids) inspections.watch(id)
    for (let n = 0; n < 150; n++) {
      for (const id of ids) {
        add(id, 'h'.repeat(16_000) + n)
        add(id, 'h'.repeat(16_000) + n, false)
      }
    }
    const each = ids.map((id) => bytes(inspections.of(id)))
    expect(Math.max(...each)).toBeLessThan(2_600_000)
    expect(each.reduce((all, one) => all + one, 0)).toBeLessThan(12_500_000)
    expect(inspections.of(ids.at(-1) ?? '').length).toBeGreaterThan(5)
  })

  it('go on being kept for an account whose requests were pushed out', () => {
    const { inspections, add } = watching()
    inspections.watch('111122223333')
    inspections.clear('111122223333')
    add('111122223333', 'agent')
    expect(inspections.of('111122223333')).toHaveLength(1)
    inspections.forget('111122223333')
    add('111122223333', 'agent')
    expect(inspections.of('111122223333')).toHaveLength(0)
  })
})
