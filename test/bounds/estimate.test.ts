import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newAccount, post } from '../support/server.js'
import { canMeasureTurns, LONGEST_TURN_MS, type MeasuredServer, measuredServer } from './turns.js'

/** Holds a character for every letter that zxcvbn knows substitutions of: it takes minutes to try them all. */
const ATTACK = 'Aa14@8({[<369&#!1/|0$5+7%2z'

describe.skipIf(!canMeasureTurns)('an estimate of a password', () => {
  let server: MeasuredServer
  beforeAll(async () => {
    server = await measuredServer()
    await newAccount(server.url)
  })
  afterAll(() => server?.stop())

  it.each([
    ['27 characters', ATTACK],
    ['128 characters', ATTACK.repeat(5).slice(0, 128)],
  ])('keeps nobody else waiting at sign-up: %s', async (_length, password) => {
    const longest = await server.longestTurn(async () => {
      const signUps = [1, 2, 3].map((n) => {
        const email = `attack${password.length}-${n}@example.com`
        return post(server.url, '/api/signin/sign-up', { email, password, accountName: 'Attack' })
      })
      for (const { status, body } of await Promise.all(signUps)) {
        expect(status).toBe(201)
        expect(body).toMatchObject({ passwordScore: 4 })
      }
    })
    expect(longest).toBeLessThan(LONGEST_TURN_MS)
  })

  it('keeps nobody else waiting when root changes the password', async () => {
    const { jar, session, password } = await newAccount(server.url)
    const change = { session, currentPassword: password, newPassword: ATTACK.repeat(5).slice(0, 128) }
    const longest = await server.longestTurn(async () => {
      const { body } = await post(server.url, '/api/signin/root/password', change, jar)
      expect(body).toEqual({ passwordScore: 4 })
    })
    expect(longest).toBeLessThan(LONGEST_TURN_MS)
  })
})
