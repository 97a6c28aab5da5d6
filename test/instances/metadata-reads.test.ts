import { expect, it } from 'vitest'
import type { RequestRecord } from '../../server/account/request-record.js'
import { type MetadataRead, MetadataReads } from '../../server/instances/metadata-reads.js'
import type { KeptLine } from '../../server/records/inspections/kept-line.js'

const opened = {
  account: { accountId: '123456789012', incarnation: 'one' },
  instance: { instanceId: 'i-0123456789abcdef0', privateIpAddress: '172.31.5.9', region: 'us-east-1' },
  now: 1000,
} as unknown as MetadataRead['opened']
const TOKEN = 'AQAEsecrettoken'

const read = (more: Partial<MetadataRead> = {}): MetadataRead => ({
  opened,
  request: { method: 'GET', path: '/latest/user-data?x', headers: { 'x-aws-ec2-metadata-token': TOKEN } },
  path: '/latest/user-data',
  answer: { status: 200, statusText: 'OK', headers: {}, body: 'what was read' },
  via: 'curl',
  ...more,
})

function aKeeper() {
  const records: RequestRecord[] = []
  const lines: KeptLine[] = []
  const time = { now: 0 }
  const reads = new MetadataReads({
    accounts: { record: async (_of: unknown, record: RequestRecord) => void records.push(record) } as never,
    inspections: { addLine: (line: KeptLine) => void lines.push(line) } as never,
    clock: { now: () => 2000 },
    monotonic: { now: () => time.now, after: () => () => {} },
    newRequestId: () => 'a-request',
  })
  return { records, lines, time, reads }
}

it('keeps neither the token nor what was read', async () => {
  const { reads, records, lines } = aKeeper()
  await reads.leave(read())
  expect(records).toEqual([
    expect.objectContaining({
      ...{ category: 'metadata', service: 'imds', name: 'MetadataRead', readOnly: true, outcome: 'success' },
      params: {
        instanceId: 'i-0123456789abcdef0',
        method: 'GET',
        path: '/latest/user-data',
        via: 'curl',
        version: 2,
        token: true,
      },
      result: { status: 200 },
    }),
  ])
  expect(JSON.stringify([records, lines])).not.toMatch(/secrettoken|what was read/)
})

it('names no method that isn’t one', async () => {
  const { reads, records } = aKeeper()
  await reads.leave(read({ request: { method: TOKEN, path: '/', headers: {} } }))
  expect(records[0]?.params.method).toBe('other')
})

it('writes as many as a person reads, whatever a loop does', async () => {
  const { reads, records, time } = aKeeper()
  const loop = async () => {
    const before = records.length
    for (let turn = 0; turn < 500; turn++) await reads.leave(read())
    return records.length - before
  }
  expect(await loop()).toBe(60)
  expect(await loop()).toBe(0)
  time.now += 5000
  expect(await loop()).toBe(5)
  reads.forget('123456789012')
  expect(await loop()).toBe(60)
})
