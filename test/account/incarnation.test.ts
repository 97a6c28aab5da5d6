import { IAM } from '@aws-sdk/client-iam'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../server/store/store.js'
import { consoleCredentials, newAccount, post, ROOT_PASSWORD, startServer, type TestServer } from '../support/server.js'
import { FakeClock, fakePasswords, World } from '../support/world.js'

describe('an account whose id is used again', () => {
  let app: TestServer
  beforeAll(async () => {
    app = await startServer()
  })
  afterAll(() => app.close())

  const asOperator = (method: string, path: string) =>
    fetch(`${app.url}/api/lab${path}`, {
      method,
      headers: { Authorization: `Bearer ${app.operatorToken}`, 'Content-Type': 'application/json' },
      ...(method === 'GET' ? {} : { body: '{}' }),
    })
  const iamOf = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
    new IAM({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
  const signUpAgain = async (accountId: string) => {
    const email = `second-${accountId}@example.com`
    const body = { email, password: ROOT_PASSWORD, accountName: 'Second', accountId }
    expect((await post(app.url, '/api/signin/sign-up', body)).status).toBe(201)
    const jar = new Map<string, string>()
    const { body: signedIn } = await post<{ session: { id: string } }>(
      app.url,
      '/api/signin',
      { kind: 'root', email, password: ROOT_PASSWORD },
      jar,
    )
    return { credentials: await consoleCredentials(app.url, signedIn.session.id, jar), jar, session: signedIn.session.id }
  }

  it.each(['deleted and signed up for again', 'reset'] as const)(
    'ends the console session of before when it is %s',
    async (how) => {
      const { accountId, jar, session, credentials } = await newAccount(app.url)
      const reset = how === 'reset'
      const ended = await asOperator(reset ? 'POST' : 'DELETE', `/accounts/${accountId}${reset ? '/reset' : ''}`)
      expect(ended.status).toBe(200)
      if (!reset) await signUpAgain(accountId)
      expect(await post(app.url, '/api/signin/credentials', { session }, jar)).toMatchObject({
        status: 401,
        body: { code: 'NotSignedIn' },
      })
      const sessions = await fetch(`${app.url}/api/signin/sessions`, {
        headers: { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      })
      expect(await sessions.json()).toEqual({ sessions: [] })
      await expect(iamOf(credentials).listUsers({})).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
    },
  )

  it('ends a sign-in that waits for a new password', async () => {
    const { accountId, credentials } = await newAccount(app.url)
    const iam = iamOf(credentials)
    await iam.createUser({ UserName: 'alice' })
    await iam.createLoginProfile({ UserName: 'alice', Password: 'First+Password1', PasswordResetRequired: true })
    const signIn = { kind: 'iam', account: accountId, userName: 'alice', password: 'First+Password1' }
    const { body } = await post(app.url, '/api/signin', signIn)
    expect(body).toMatchObject({ state: 'change-password' })
    await asOperator('POST', `/accounts/${accountId}/reset`)
    const change = { challenge: body.challenge, oldPassword: 'First+Password1', newPassword: 'Second+Password2' }
    expect(await post(app.url, '/api/signin/change-password', change)).toMatchObject({
      status: 401,
      body: { code: 'ChallengeExpired' },
    })
  })

  it('tells its new owner nothing of what the first one did', async () => {
    const { accountId, credentials } = await newAccount(app.url)
    const iam = iamOf(credentials)
    await expect(iam.getUser({ UserName: 'secret-project' })).rejects.toMatchObject({ name: 'NoSuchEntityException' })
    const wrongSecret = iamOf({ ...credentials, secretAccessKey: 'x'.repeat(40) })
    await expect(wrongSecret.getUser({ UserName: 'secret-project' })).rejects.toThrow()
    await app.settled()
    const last = () => asOperator('GET', `/explanations/last?account=${accountId}`)
    expect((await last()).status).toBe(200)
    await asOperator('DELETE', `/accounts/${accountId}`)
    await signUpAgain(accountId)
    expect((await last()).status).toBe(404)
    expect(await (await asOperator('GET', `/requests?account=${accountId}`)).json()).toEqual({ requests: [] })
  })

  it.each(['deleted', 'reset'] as const)('closes the event streams that watched it when it is %s', async (how) => {
    const { accountId } = await newAccount(app.url)
    await app.settled()
    const stream = await asOperator('GET', `/events?account=${accountId}`)
    expect(stream.status).toBe(200)
    const text = stream.text()
    if (how === 'deleted') await asOperator('DELETE', `/accounts/${accountId}`)
    else await asOperator('POST', `/accounts/${accountId}/reset`)
    if (how === 'deleted') await iamOf((await signUpAgain(accountId)).credentials).createUser({ UserName: 'bob' })
    expect(await text).not.toContain('event: account')
  })

  it('answers calls that a deletion overtakes with InvalidClientTokenId, never with a failure of the service', async () => {
    const codes = new Set<string>()
    for (let round = 0; round < 5; round++) {
      const { accountId, credentials } = await newAccount(app.url)
      const iam = iamOf(credentials)
      const calls = Array.from({ length: 12 }, (_, n) =>
        iam.createUser({ UserName: `u${n}` }).then(
          () => 'done',
          (error: Error) => error.name,
        ),
      )
      await iam.createUser({ UserName: 'first' })
      await asOperator('DELETE', `/accounts/${accountId}`)
      for (const code of await Promise.all(calls)) codes.add(code)
      await expect(iam.createUser({ UserName: 'late' })).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
    }
    for (const code of codes) expect(['done', 'InvalidClientTokenId']).toContain(code)
    expect(app.logs).toEqual([])
  })
})

describe('a call under way', () => {
  let store: Store
  afterEach(() => store.close())

  it.each([false, true])(
    'writes and records nothing in the account that took the place of its own (shared: %s)',
    async (shared) => {
      const clock = new FakeClock()
      store = await openStore({ engine: 'sqlite', file: ':memory:', masterKey: new Uint8Array(32).fill(1), clock })
      let goOn = () => {}
      let reached = () => {}
      const hashing = new Promise<void>((resolve) => {
        reached = resolve
      })
      const slow = {
        ...fakePasswords,
        async hash(password: string) {
          reached()
          await new Promise<void>((resolve) => {
            goOn = resolve
          })
          return fakePasswords.hash(password)
        },
      }
      const world = new World(store, clock, slow, { shared })
      await world.enter(await world.newAccount('first@example.com'))
      await world.call('iam:CreateUser', { UserName: 'alice' })
      const { accountId } = world
      const call = world.call('iam:CreateLoginProfile', { UserName: 'alice', Password: 'Some+Password1' })
      await hashing

      // Another process where the database is shared, else the same.
      const other = shared ? new World(store, clock, fakePasswords, { shared }) : world
      await other.enter(accountId)
      await other.accounts.remove(await other.view())
      await other.newAccount('second@example.com', accountId)
      await other.enter(accountId)
      await other.call('iam:CreateUser', { UserName: 'alice' })
      goOn()
      await expect(call).rejects.toMatchObject({ code: 'InvalidClientTokenId', reason: 'account-gone' })
      await world.accounts.flush()
      await other.accounts.flush()
      const records = await store.accounts.records(accountId, { limit: 10 })
      expect(records.map(({ name }) => name)).toEqual(['CreateUser'])
      expect((await other.view()).ordered('LoginProfile')).toEqual([])
    },
  )
})
