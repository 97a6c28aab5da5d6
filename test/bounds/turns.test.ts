import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WireCaller } from './caller.js'
import { canMeasureTurns, LONGEST_TURN_MS, type MeasuredServer, measuredServer } from './turns.js'

describe.skipIf(!canMeasureTurns)('no turn of the event loop is long', () => {
  let server: MeasuredServer
  let caller: WireCaller
  beforeAll(async () => {
    server = await measuredServer()
    caller = await WireCaller.ofNewAccount(server.url)
    await caller.succeeds('iam:ListUsers')
  })
  afterAll(() => server?.stop())

  it('for ordinary calls', async () => {
    const longest = await server.longestTurn(async () => {
      for (let n = 0; n < 50; n++) await caller.succeeds('iam:ListUsers')
    })
    expect(longest).toBeGreaterThan(0)
    expect(longest).toBeLessThan(LONGEST_TURN_MS)
  })
})
