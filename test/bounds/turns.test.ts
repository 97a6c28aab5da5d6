import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WireCaller } from './caller.js'
import { canMeasureTurns, LONGEST_TURN_MS, type MeasuredServer, measuredServer } from './turns.js'
import { LONG_ARN, LONG_VALUE, WORST_DOCUMENTS } from './worst-documents.js'

describe.skipIf(!canMeasureTurns)('no turn of the event loop is long', () => {
  let server: MeasuredServer
  let caller: WireCaller
  beforeAll(async () => {
    server = await measuredServer()
    caller = await WireCaller.ofNewAccount(server.url)
    await caller.succeeds('iam:ListUsers')
    for (const document of Object.values(WORST_DOCUMENTS).slice(0, 3)) await simulate([document])
  })
  afterAll(() => server?.stop())

  const simulate = (documents: readonly string[], input: Record<string, unknown> = {}) =>
    caller.succeeds('iam:SimulateCustomPolicy', { ActionNames: ['a:b'], PolicyInputList: documents, ...input })

  it('for ordinary calls', async () => {
    const longest = await server.longestTurn(async () => {
      for (let n = 0; n < 50; n++) await caller.succeeds('iam:ListUsers')
    })
    expect(longest).toBeGreaterThan(0)
    expect(longest).toBeLessThan(LONGEST_TURN_MS)
  })

  it.each([
    ['a megabyte of line breaks', { body: '\n'.repeat(990_000) }],
    ['a megabyte of parameters', { body: '&a.b.c.d=1'.repeat(99_000) }],
    ['a hundred kilobytes of line breaks', { body: '\r\n'.repeat(49_900) }],
    ['thousands of parameters in its query', { query: `?${'a&'.repeat(6000)}` }],
    ['one long header, signed a thousand times', { header: 'x '.repeat(2500) }],
  ])('for a wrong signature over %s', async (_name, request) => {
    for (let n = 0; n < 3; n++) await caller.wronglySigned(request)
    let answered: Awaited<ReturnType<typeof caller.wronglySigned>> | undefined
    const longest = await server.longestTurn(async () => {
      answered = await caller.wronglySigned(request)
    })
    expect(answered?.text).toContain('SignatureDoesNotMatch')
    expect(longest).toBeLessThan(LONGEST_TURN_MS)
  })

  describe('for a simulation', () => {
    it.each(Object.entries(WORST_DOCUMENTS))('of a document of %s', async (_name, document) => {
      const input = {
        ResourceArns: [LONG_ARN],
        ContextEntries: [
          { ContextKeyName: 'aws:a', ContextKeyType: 'stringList', ContextKeyValues: Array(50).fill(LONG_VALUE) },
        ],
      }
      await simulate([document], input)
      const longest = await server.longestTurn(() => simulate([document], input))
      expect(longest).toBeLessThan(LONGEST_TURN_MS)
    })

    it('of millions of pairs', async () => {
      const [document = ''] = Object.values(WORST_DOCUMENTS)
      const input = {
        ActionNames: Array.from({ length: 2000 }, (_, n) => `a:b${n}`),
        ResourceArns: Array.from({ length: 2000 }, (_, n) => `arn:aws:a:::${n}`),
      }
      const longest = await server.longestTurn(() => simulate([document], input))
      expect(longest).toBeLessThan(LONGEST_TURN_MS)
    })

    it('of a megabyte of documents', async () => {
      const documents = Array.from({ length: 4 }, () => WORST_DOCUMENTS.statements ?? '')
      const longest = await server.longestTurn(() => simulate(documents))
      expect(longest).toBeLessThan(LONGEST_TURN_MS)
    })
  })
})
