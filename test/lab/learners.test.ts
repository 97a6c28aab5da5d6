import { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cookiesOf, localBrowser, newAccount, post, ROOT_PASSWORD, startServer, type TestServer } from '../support/server.js'
import { codeFor, pairFor, roomInStep } from '../support/totp.js'
import { FakeClock, FakeTime } from '../support/world.js'

type Jar = Map<string, string>
interface Session {
  learner: { id: string }
  accounts: { accountId: string; password?: string }[]
}

const MINUTE_MS = 60_000
const PASSPHRASE = 'a passphrase of some length'

let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

async function send<T>(jar: Jar, method: string, path: string, body?: unknown, server = app) {
  const response = await fetch(`${server.url}/api/lab${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...(jar.size > 0 ? { Cookie: cookiesOf(jar) } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  for (const line of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    jar.set(name, value)
  }
  const text = await response.text()
  // An account file is no JSON as a whole.
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, body: (isJson ? JSON.parse(text) : text) as T }
}

const sessionOf = async (jar: Jar, server = app) => (await send<Session>(jar, 'GET', '/session', undefined, server)).body
const accountsOf = async (jar: Jar, server = app) => (await sessionOf(jar, server)).accounts.map(({ accountId }) => accountId)
const operator = (server = app) => ({ authorization: `Bearer ${server.operatorToken}`, 'content-type': 'application/json' })

async function madeByOperator(server = app): Promise<string> {
  const body = JSON.stringify({ email: `${crypto.randomUUID()}@example.com`, password: ROOT_PASSWORD, accountName: 'CLI' })
  const made = await fetch(`${server.url}/api/signin/sign-up`, { method: 'POST', headers: operator(server), body })
  return ((await made.json()) as { accountId: string }).accountId
}

describe('a browser that is new here', () => {
  it('is a learner of its own who owns nothing', async () => {
    await madeByOperator()
    const [one, other] = await Promise.all([sessionOf(new Map()), sessionOf(new Map())])
    expect(one.accounts).toEqual([])
    expect(one.learner.id).not.toBe('local')
    expect(one.learner.id).not.toBe(other.learner.id)
  })

  it('leaves nothing in the store by asking who it is', async () => {
    const before = (await app.store.documents.list('lab-session')).length
    for (let n = 0; n < 50; n++) await sessionOf(new Map())
    expect(await app.store.documents.list('lab-session')).toHaveLength(before)
  })

  it('stays who it is, and owns what it signs up for, inherits, and nothing else', async () => {
    const mara: Jar = new Map()
    const { learner } = await sessionOf(mara)
    const signUp = { email: 'mara.owner@example.com', password: ROOT_PASSWORD, accountName: 'Mara' }
    const { body: own } = await post<{ accountId: string }>(app.url, '/api/signin/sign-up', signUp, mara)
    const { body: course } = await send<{ accountId: string }>(mara, 'POST', '/course', {})
    expect((await sessionOf(mara)).learner).toEqual(learner)
    expect((await accountsOf(mara)).sort()).toEqual([own.accountId, course.accountId].sort())
    const ben: Jar = new Map()
    const { body: bens } = await send<{ accountId: string }>(ben, 'POST', '/course', {})
    expect(await accountsOf(ben)).toEqual([bens.accountId])
    for (const path of [`/accounts/${own.accountId}/reset`, `/accounts/${course.accountId}/reset`]) {
      expect((await send(ben, 'POST', path, {})).status).toBe(403)
    }
    expect((await send(ben, 'DELETE', `/accounts/${own.accountId}`)).status).toBe(403)
    expect(await accountsOf(mara)).toHaveLength(2)
  })

  it('gets its lab session with the answer to the sign-up', async () => {
    const jar: Jar = new Map()
    const signUp = { email: 'first@example.com', password: ROOT_PASSWORD, accountName: 'First' }
    const { body } = await post<{ accountId: string }>(app.url, '/api/signin/sign-up', signUp, jar)
    expect(await accountsOf(jar)).toEqual([body.accountId])
  })

  it.each(['local', 'x'.repeat(43).replace(/x$/, '/'), `${'a'.repeat(44)}`, ''])(
    'gets a session of its own for the cookie %j, which the server never made',
    async (value) => {
      const jar: Jar = new Map([['iam-dojo-lab-0', value]])
      expect((await sessionOf(jar)).accounts).toEqual([])
      expect(jar.get('iam-dojo-lab-0')).toMatch(/^[\w-]{43}$/)
      expect(jar.get('iam-dojo-lab-0')).not.toBe(value)
    },
  )
})

describe('the person at the machine', () => {
  it('owns what the command makes with the operator’s token, and gets there by the address that it prints', async () => {
    const accountId = await madeByOperator()
    const jar = await localBrowser(app)
    expect(await sessionOf(jar)).toMatchObject({ learner: { id: 'local' } })
    expect(await accountsOf(jar)).toContain(accountId)
    expect((await send(jar, 'GET', `/progress?account=${accountId}`)).status).toBe(200)
  })

  it('keeps a lab session, and the accounts, of an older version', async () => {
    const { accountId } = await newAccount(app.url)
    await app.store.documents.put('account-owner', `local/${accountId}`, { accountId })
    const token = Buffer.alloc(32, 3).toString('base64url')
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(token))).toString('hex')
    await app.store.documents.put('lab-session', hash, { learner: 'local' }, Date.now() + MINUTE_MS)
    const jar: Jar = new Map([['iam-dojo-lab-0', token]])
    expect(await accountsOf(jar)).toContain(accountId)
    expect(jar.get('iam-dojo-lab-0')).toBe(token)
  })

  it('takes along what the same browser owned before', async () => {
    const jar: Jar = new Map()
    const { body } = await send<{ accountId: string }>(jar, 'POST', '/course', {})
    const former = new Map(jar)
    await send(jar, 'POST', '/enter', { code: await app.enterCode() })
    expect(jar.get('iam-dojo-lab-0')).not.toBe(former.get('iam-dojo-lab-0'))
    expect((await sessionOf(jar)).accounts).toContainEqual(
      expect.objectContaining({ accountId: body.accountId, course: true, password: expect.any(String) }),
    )
    expect(await accountsOf(former)).toEqual([])
  })

  it('enters a second time as who they are, and the former session ends', async () => {
    const jar = await localBrowser(app)
    const former = new Map(jar)
    await send(jar, 'POST', '/enter', { code: await app.enterCode() })
    expect((await sessionOf(jar)).learner.id).toBe('local')
    expect((await sessionOf(former)).learner.id).not.toBe('local')
  })
})

describe('a code', () => {
  const enter = (jar: Jar, code: string, server = app) => send<{ code?: string }>(jar, 'POST', '/enter', { code }, server)

  it('has 128 bits, and only its hash is kept', async () => {
    const code = await app.enterCode()
    expect(code).toMatch(/^[\w-]{22}$/)
    expect(JSON.stringify(await app.store.documents.list('enter-code'))).not.toContain(code)
    await enter(new Map(), code)
    expect(app.logs.join('\n')).not.toContain(code)
  })

  it('is good once, for one of many who try at the same time', async () => {
    const code = await app.enterCode()
    const tries = await Promise.all(Array.from({ length: 8 }, () => enter(new Map(), code)))
    expect(tries.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(403)])
    expect(await enter(new Map(), code)).toMatchObject({ status: 403, body: { code: 'CodeRefused' } })
  })

  it('is good for ten minutes', async () => {
    const clock = new FakeClock()
    const server = await startServer({ clock })
    try {
      const [soon, late] = [await server.enterCode(), await server.enterCode()]
      clock.forward(10 * MINUTE_MS - 1)
      expect((await enter(new Map(), soon, server)).status).toBe(200)
      clock.forward(1)
      expect((await enter(new Map(), late, server)).status).toBe(403)
    } finally {
      await server.close()
    }
  })

  it('changes nothing when it is wrong', async () => {
    const jar: Jar = new Map()
    const { body } = await send<{ accountId: string }>(jar, 'POST', '/course', {})
    const before = new Map(jar)
    expect((await enter(jar, 'A'.repeat(22))).status).toBe(403)
    expect(jar).toEqual(before)
    expect(await accountsOf(jar)).toEqual([body.accountId])
  })

  it('is made for the operator alone', async () => {
    const jar = await localBrowser(app)
    expect((await send(jar, 'POST', '/enter-codes', {})).status).toBe(403)
    expect((await send(new Map(), 'POST', '/enter-codes', {})).status).toBe(403)
    const made = await fetch(`${app.url}/api/lab/enter-codes`, { method: 'POST', headers: operator(), body: '{}' })
    const { code } = (await made.json()) as { code: string }
    expect((await enter(new Map(), code)).status).toBe(200)
  })
})

describe('an export', () => {
  const exportOf = (jar: Jar, accountId: string, proof: object, server = app) =>
    send<{ code?: string } | string>(jar, 'POST', `/accounts/${accountId}/export`, { passphrase: PASSPHRASE, ...proof }, server)

  it('wants root’s password of the browser that owns the account', async () => {
    const { accountId, jar, password } = await newAccount(app.url)
    expect(await exportOf(jar, accountId, {})).toMatchObject({ status: 400, body: { code: 'InvalidInput' } })
    const wrong = await exportOf(jar, accountId, { currentPassword: 'not the password' })
    expect(wrong).toMatchObject({ status: 401, body: { code: 'AuthenticationFailed' } })
    expect(await exportOf(jar, accountId, { currentPassword: password })).toMatchObject({
      status: 200,
      body: expect.stringContaining(accountId),
    })
    const stranger = (await newAccount(app.url)).jar
    expect((await exportOf(stranger, accountId, { currentPassword: password })).status).toBe(403)
    expect((await exportOf(new Map(), accountId, { currentPassword: password })).status).toBe(403)
  })

  it('wants a code too where root has MFA, and each code is good once', async () => {
    const { accountId, jar, password, credentials } = await newAccount(app.url)
    const iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
    const { VirtualMFADevice: device } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'phone' })
    const seed = Buffer.from(device?.Base32StringSeed ?? []).toString()
    await roomInStep()
    await iam.enableMFADevice({
      UserName: accountId,
      SerialNumber: device?.SerialNumber ?? '',
      ...pairFor(seed),
    })
    const code = codeFor(seed, 1)
    expect((await exportOf(jar, accountId, { currentPassword: password })).status).toBe(401)
    expect((await exportOf(jar, accountId, { currentPassword: password, mfaCode: '000000' })).status).toBe(401)
    expect((await exportOf(jar, accountId, { currentPassword: password, mfaCode: code })).status).toBe(200)
    expect((await exportOf(jar, accountId, { currentPassword: password, mfaCode: code })).status).toBe(401)
  })

  it('slows down anyone who guesses the password, as sign-in does', async () => {
    // Time stands still: whoever waits in line goes on waiting.
    const server = await startServer({ clock: new FakeClock(Date.now()), monotonic: new FakeTime() })
    try {
      const { accountId, jar } = await newAccount(server.url)
      const guess = (n: number) => exportOf(jar, accountId, { currentPassword: `guess ${n}` }, server)
      for (let n = 0; n < 10; n++) expect((await guess(n)).status).toBe(401)
      const refused = new Promise((resolve) => {
        // Twenty wait in line, at each process that is asked.
        for (let n = 10; n < 70; n++) void guess(n).then(resolve, () => undefined)
      })
      expect(await refused).toMatchObject({ status: 429, body: { code: 'TooManyAttempts' } })
    } finally {
      await server.close()
    }
  })

  it('wants the operator’s token and no password, whoever owns the account', async () => {
    const { accountId } = await newAccount(app.url)
    const answer = await fetch(`${app.url}/api/lab/accounts/${accountId}/export`, {
      method: 'POST',
      headers: operator(),
      body: JSON.stringify({ passphrase: PASSPHRASE }),
    })
    expect(answer.status).toBe(200)
  })
})

describe('reset and delete', () => {
  it('need no password from the browser that owns the account, so that a lost phone locks nobody out', async () => {
    const { accountId, jar, credentials } = await newAccount(app.url)
    expect(await send(jar, 'POST', `/accounts/${accountId}/reset`, {})).toEqual({ status: 200, body: { accountId } })
    const iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
    await expect(iam.listUsers({})).rejects.toThrow()
    expect((await send(jar, 'DELETE', `/accounts/${accountId}`)).status).toBe(200)
    expect(await accountsOf(jar)).toEqual([])
  })

  it('make a course account as it was handed over when the operator does it too', async () => {
    const jar: Jar = new Map()
    const { body } = await send<{ accountId: string; password: string }>(jar, 'POST', '/course', {})
    const answer = await fetch(`${app.url}/api/lab/accounts/${body.accountId}/reset`, {
      method: 'POST',
      headers: operator(),
      body: '{}',
    })
    expect(await answer.json()).toMatchObject({ accountId: body.accountId, password: body.password })
    expect(await accountsOf(jar)).toEqual([body.accountId])
  })
})
