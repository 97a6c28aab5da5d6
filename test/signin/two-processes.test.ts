import { IAM } from '@aws-sdk/client-iam'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newAccount, post, type TestServer } from '../support/server.js'
import { codeFor } from '../support/totp.js'
import { startTwoProcesses, type TwoProcesses } from '../support/two-processes.js'
import { FakeClock, FakeTime } from '../support/world.js'

const PASSWORD = 'First+Password1'
const many = <T>(count: number, one: (n: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, n) => one(n)))

describe('two processes over one database', () => {
  // Both stand still, so that no wait ends while a busy machine is slow.
  const clock = new FakeClock(Date.now())
  const time = new FakeTime()
  let both: TwoProcesses
  let a: TestServer
  let b: TestServer
  beforeAll(async () => {
    both = await startTwoProcesses({ clock, monotonic: time })
    a = both.a
    b = both.b
  })
  afterAll(() => both?.close())

  async function accountWithBob() {
    const account = await newAccount(a.url)
    const iam = new IAM({ endpoint: a.url, region: 'us-east-1', maxAttempts: 1, credentials: account.credentials })
    await iam.createUser({ UserName: 'bob' })
    await iam.createLoginProfile({ UserName: 'bob', Password: PASSWORD })
    const signIn = (at: TestServer, password = PASSWORD, jar?: Map<string, string>) =>
      post<{ state?: string; challenge?: string }>(
        at.url,
        '/api/signin',
        { kind: 'iam', account: account.accountId, userName: 'bob', password },
        jar,
      )
    const withPhone = async () => {
      const { VirtualMFADevice } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'phone' })
      const seed = new TextDecoder().decode(VirtualMFADevice?.Base32StringSeed)
      await iam.enableMFADevice({
        UserName: 'bob',
        SerialNumber: VirtualMFADevice?.SerialNumber,
        AuthenticationCode1: codeFor(seed, -1, clock.now()),
        AuthenticationCode2: codeFor(seed, 0, clock.now()),
      })
      clock.forward(30_000)
      return { codeNow: () => codeFor(seed, 0, clock.now()) }
    }
    const mfa = (at: TestServer, challenge: string | undefined, code: string) =>
      post<{ state?: string; code?: string }>(at.url, '/api/signin/mfa', { challenge, code })
    const failures = async () => {
      for (const one of [a, b]) await one.accounts.flush()
      const records = await a.store.accounts.records(account.accountId, { limit: 500 })
      return records.filter(({ category, outcome }) => category === 'sign-in' && outcome === 'error')
    }
    return { ...account, iam, signIn, withPhone, mfa, failures }
  }

  it('asks at one for the MFA that was enabled at the other, and takes the password at one and the code at the other', async () => {
    const { signIn, withPhone, mfa } = await accountWithBob()
    expect((await signIn(b)).body.state).toBe('signed-in')
    const { codeNow } = await withPhone()
    const { state, challenge } = (await signIn(b)).body
    expect(state).toBe('mfa')
    expect((await mfa(b, challenge, codeNow() === '000000' ? '000001' : '000000')).status).toBe(401)
    expect((await mfa(a, challenge, codeNow())).body.state).toBe('signed-in')
  })

  it('takes a code once, at whichever it arrives', async () => {
    const { signIn, withPhone, mfa } = await accountWithBob()
    const { codeNow } = await withPhone()
    const [first, second] = [(await signIn(a)).body.challenge, (await signIn(b)).body.challenge]
    expect((await mfa(a, first, codeNow())).body.state).toBe('signed-in')
    expect(await mfa(b, second, codeNow())).toMatchObject({ status: 401, body: { code: 'AuthenticationFailed' } })
    clock.forward(30_000)
    expect((await mfa(b, second, codeNow())).body.state).toBe('signed-in')
  })

  it('signs in once with a challenge that arrives at both at once, even with two right codes', async () => {
    const { iam, signIn, withPhone, mfa } = await accountWithBob()
    const phone = await withPhone()
    const { VirtualMFADevice } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'second' })
    const seed = new TextDecoder().decode(VirtualMFADevice?.Base32StringSeed)
    await iam.enableMFADevice({
      UserName: 'bob',
      SerialNumber: VirtualMFADevice?.SerialNumber,
      AuthenticationCode1: codeFor(seed, -1, clock.now()),
      AuthenticationCode2: codeFor(seed, 0, clock.now()),
    })
    for (let round = 0; round < 10; round++) {
      clock.forward(30_000)
      const { challenge } = (await signIn(round % 2 ? a : b)).body
      const answers = await Promise.all([mfa(a, challenge, phone.codeNow()), mfa(b, challenge, codeFor(seed, 0, clock.now()))])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
      expect((await mfa(a, challenge, phone.codeNow())).body).toMatchObject({ code: 'ChallengeExpired' })
    }
  })

  it('keeps nothing of a challenge in the clear, no password hash at all, and not for long', async () => {
    const { accountId, signIn, withPhone, mfa } = await accountWithBob()
    const { codeNow } = await withPhone()
    const { challenge = '' } = (await signIn(a)).body
    const [kept, ...others] = await a.store.documents.listOf<{ sealed: string }>(accountId, 'sign-in-challenge')
    expect(others).toEqual([])
    expect(kept?.body).toEqual({ accountId, sealed: expect.any(String) })
    expect(JSON.stringify(kept)).not.toContain(challenge)
    clock.forward(10 * 60_000)
    expect((await mfa(b, challenge, codeNow())).body.code).toBe('ChallengeExpired')
    await b.store.documents.sweep(clock.now())
    expect(await a.store.documents.listOf(accountId, 'sign-in-challenge')).toEqual([])
    clock.forward(-10 * 60_000)
  })

  it('keeps the ten newest challenges of a user, and those of others', async () => {
    const { accountId, iam, signIn, withPhone, mfa } = await accountWithBob()
    const { codeNow } = await withPhone()
    const first = (await signIn(a)).body.challenge
    for (let n = 0; n < 10; n++) {
      clock.forward(1)
      await signIn(n % 2 ? a : b)
    }
    expect(await a.store.documents.listOf(accountId, 'sign-in-challenge')).toHaveLength(10)
    expect((await mfa(b, first, codeNow())).body.code).toBe('ChallengeExpired')
    const last = (await signIn(a)).body.challenge
    expect((await mfa(b, last, codeNow())).body.state).toBe('signed-in')
    await iam.updateLoginProfile({ UserName: 'bob', Password: 'Second+Password2' })
    clock.forward(30_000)
    const old = (await signIn(b, 'Second+Password2')).body.challenge
    await iam.updateLoginProfile({ UserName: 'bob', Password: PASSWORD })
    expect((await mfa(b, old, codeNow())).body.code).toBe('ChallengeExpired')
  })

  it('slows a hundred guesses over both as at one, and lets in the browser that signed in at the other', async () => {
    const { signIn, failures } = await accountWithBob()
    const jar = new Map<string, string>()
    expect((await signIn(a, PASSWORD, jar)).body.state).toBe('signed-in')
    let answered = 0
    let wrong = 0
    const guesses = many(100, async (n) => {
      const answer = await signIn(n % 2 ? a : b, `wrong${n}`)
      answered++
      if (answer.status === 401) wrong++
      return answer
    })
    // Ten looks in all, twenty in line at each; the others are refused at once.
    while (answered < 60) await new Promise((resolve) => setTimeout(resolve, 5))
    expect([answered, wrong]).toEqual([60, 10])
    expect((await signIn(b, PASSWORD, jar)).body.state).toBe('signed-in')
    expect((await signIn(a, PASSWORD)).status).toBe(429)
    while (answered < 100) {
      await time.pass(100)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    const looked = (await guesses).filter(({ status }) => status === 401).length
    // Twenty more at their turn, one every two seconds over both. Whoever waits longer than 40 seconds is refused.
    expect(looked).toBeLessThanOrEqual(30)
    expect(looked).toBeGreaterThanOrEqual(25)
    expect((await failures()).filter(({ reason }) => reason === 'wrong-password').length).toBeLessThanOrEqual(30)
  })

  it('records thirty failures a minute over both, and the rest once', async () => {
    const { accountId, failures } = await accountWithBob()
    await time.pass(120_000)
    const fail = (at: TestServer, n: number) =>
      post(at.url, '/api/signin', { kind: 'iam', account: accountId, userName: `nobody${n}`, password: 'x' })
    for (let n = 0; n < 40; n++) await fail(n % 2 ? a : b, n)
    expect(await failures()).toHaveLength(30)
    await time.pass(61_000)
    await Promise.all([fail(a, 1), fail(b, 2)])
    const [...rest] = (await failures()).slice(30)
    expect(rest.filter(({ reason }) => reason === 'many-failures')).toMatchObject([
      { facts: { failures: 10 }, principal: { type: 'Unknown' } },
    ])
    expect(rest).toHaveLength(3)
  })

  it('counts under fingerprints, which no name, address, or typed password can be read from', async () => {
    const { accountId } = await accountWithBob()
    await post(b.url, '/api/signin', { kind: 'iam', account: accountId, userName: 'MyPassword1!', password: 'x' })
    const client = new pg.Client(both.connectionString)
    await client.connect()
    const { rows } = await client.query<{ key: string }>('SELECT key FROM pace UNION SELECT key FROM minute')
    await client.end()
    expect(rows.length).toBeGreaterThan(3)
    // A second one before it says whose guesses they are, so that an instructor can give them back.
    for (const { key } of rows) expect(key).toMatch(/^([\w-]{22}\.)?[\w-]{22}$/)
  })
})
