import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consoleCredentials, newAccount, post, ROOT_PASSWORD, startServer, type TestServer } from '../support/server.js'
import { codeFor } from '../support/totp.js'
import { FakeClock, FakeTime } from '../support/world.js'

const PASSWORD = 'First+Password1'
const DAY_MS = 86_400_000

const many = <T>(count: number, one: (n: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, n) => one(n)))

/** Lets time pass until the answer is there: only while somebody waits for it, since a busy machine is slow by itself. */
async function during<T>(time: FakeTime, answer: Promise<T>): Promise<T> {
  let done = false
  const end = () => {
    done = true
  }
  answer.then(end, end)
  while (!done) {
    if (time.isAwaited) await time.pass(100)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  return answer
}

interface Line<T> {
  processes: number
  /** Looks that need not wait. */
  free: number
  /** Guesses more than are taken in. */
  more: number
  isRefused: (answer: T) => boolean
}

/** So many at once, and with several processes as many as it takes; resolves when the line of each is full. */
async function fullLine<T>(one: (n: number) => Promise<T>, line: Line<T>): Promise<{ answers: Promise<T[]> }> {
  const { processes, free, more, isRefused } = line
  const sent: Promise<T>[] = []
  let refused = 0
  const send = async () => {
    const answer = one(sent.length)
    sent.push(answer)
    if (isRefused(await answer)) refused++
  }
  const sending = (count: number) => Promise.all(Array.from({ length: count }, send))
  if (processes === 1) {
    void sending(free + 20 + more)
    while (refused < more) await new Promise((resolve) => setTimeout(resolve, 1))
  } else {
    // Which of them counts the free ones is chance, and each learns from the table when no more are free.
    await sending(free)
    void sending(20 * processes + more)
    // The proxy gives each of them one: when all are refused, all lines are full.
    for (let before = -1; refused - before < processes; ) {
      before = refused
      await Promise.race([sending(processes), new Promise((resolve) => setTimeout(resolve, 500))])
    }
  }
  return { answers: Promise.all(sent) }
}

const isLate = ({ status }: { status: number }) => status === 429

/** Again while there is no place in the line: the server needs a moment to see that others have hung up. */
async function patient<T extends { status: number }>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (answer.status !== 429) return answer
  }
}

describe('guessing over HTTP', () => {
  // Both stand still, so that no wait ends while a busy machine is slow.
  const clock = new FakeClock(Date.now())
  const time = new FakeTime()
  let app: TestServer
  beforeAll(async () => {
    app = await startServer({ clock, monotonic: time })
  })
  afterAll(() => app.close())

  /** More at once than are taken in, and their answers: no time passes until all have arrived. */
  async function crowd<T extends { status: number }>(more: number, one: (n: number) => Promise<T>): Promise<T[]> {
    const { processes } = app
    const { answers } = await fullLine(one, { processes, free: 10, more, isRefused: isLate })
    return during(time, answers)
  }

  async function accountWithBob() {
    const account = await newAccount(app.url)
    const options = { endpoint: app.url, region: 'us-east-1', maxAttempts: 1 }
    const iam = new IAM({ ...options, credentials: account.credentials })
    await iam.createUser({ UserName: 'bob' })
    await iam.createLoginProfile({ UserName: 'bob', Password: PASSWORD })
    const bodyOf = (password: string, userName = 'bob', account_ = account.accountId) => ({
      kind: 'iam',
      account: account_,
      userName,
      password,
    })
    const signIn = (password: string, userName?: string, account_?: string) =>
      post(app.url, '/api/signin', bodyOf(password, userName, account_))
    /** A browser that keeps its cookies. */
    const browser = () => {
      const jar = new Map<string, string>()
      return { jar, signIn: (password: string, name?: string) => post(app.url, '/api/signin', bodyOf(password, name), jar) }
    }
    const withPhone = async () => {
      const { VirtualMFADevice } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: `phone${Math.random()}` })
      const seed = new TextDecoder().decode(VirtualMFADevice?.Base32StringSeed)
      const serialNumber = VirtualMFADevice?.SerialNumber ?? ''
      const [AuthenticationCode1, AuthenticationCode2] = [codeFor(seed, -1, clock.now()), codeFor(seed, 0, clock.now())]
      await iam.enableMFADevice({ UserName: 'bob', SerialNumber: serialNumber, AuthenticationCode1, AuthenticationCode2 })
      return { seed, serialNumber }
    }
    const sts = async () => {
      const { AccessKey } = await iam.createAccessKey({ UserName: 'bob' })
      const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {}
      const requestHandler = { httpAgent: { maxSockets: 200 } }
      return new STS({ ...options, requestHandler, credentials: { accessKeyId, secretAccessKey } })
    }
    const failures = async () => {
      await app.settled()
      const records = await app.store.accounts.records(account.accountId, { limit: 200 })
      return records.filter(({ category, outcome }) => category === 'sign-in' && outcome === 'error')
    }
    /** Ten wrong looks, then guesses that fill the line. Returns when it is full. */
    const fillLine = async () => {
      await many(10, () => signIn('x'))
      const waiting = new AbortController()
      const guess = (n: number) =>
        fetch(`${app.url}/api/signin`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(bodyOf(`y${n}`)),
          signal: waiting.signal,
        }).then(
          ({ status }) => status,
          () => 0,
        )
      const isRefused = (status: number) => status === 429
      const { answers } = await fullLine(guess, { processes: app.processes, free: 0, more: 2, isRefused })
      return {
        async empty() {
          waiting.abort()
          await answers
        },
      }
    }
    return { ...account, iam, signIn, browser, withPhone, sts, failures, fillLine }
  }
  const tally = (answers: { status: number }[]) => {
    const of = (wanted: number) => answers.filter(({ status }) => status === wanted).length
    return { wrong: of(401), late: of(429) }
  }
  /** Ten at once, then one every two seconds for forty seconds, over all processes. */
  const thirtyLooks = (answers: unknown[], more: number) => {
    if (app.processes === 1) expect(answers).toHaveLength(30 + more)
    return { wrong: 30, late: answers.length - 30 }
  }

  it('is one line, however account and user are spelt', async () => {
    const { accountId, iam, signIn, fillLine } = await accountWithBob()
    await iam.createAccountAlias({ AccountAlias: `dojo-${accountId}` })
    const accounts = [accountId, ` ${accountId}`, accountId.replace(/(....)(....)/, '$1-$2-'), `DOJO-${accountId} `]
    const line = await fillLine()
    for (const spelling of accounts) expect((await signIn(PASSWORD, ' Bob', spelling)).status).toBe(429)
    const nobody = await crowd(2, (n) => signIn('x', n % 2 ? 'nobody' : ' NOBODY', accounts[n % 4]))
    expect(tally(nobody)).toEqual(thirtyLooks(nobody, 2))
    await line.empty()
  })

  it('is one line for a root email with spaces and capitals', async () => {
    const { email } = await newAccount(app.url)
    const answers = await crowd(2, (n) => {
      const typed = `${' '.repeat(n)}${n % 2 ? email.toUpperCase() : email}`
      return post(app.url, '/api/signin', { kind: 'root', email: typed, password: 'x' })
    })
    expect(tally(answers)).toEqual(thirtyLooks(answers, 2))
  })

  it('is answered with the wait, in words and as Retry-After, and holds up no other account', async () => {
    const { accountId, fillLine } = await accountWithBob()
    const other = await accountWithBob()
    const line = await fillLine()
    const response = await fetch(`${app.url}/api/signin`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ kind: 'iam', account: accountId, userName: 'bob', password: 'x' }),
    })
    const seconds = Number(response.headers.get('Retry-After'))
    expect(response.status).toBe(429)
    // One of several may have let in more than twenty, before it heard from the table that no look was free.
    if (app.processes === 1) expect(seconds).toBe(2)
    else expect([2, 4, 6, 8, 10]).toContain(seconds)
    expect(await response.json()).toEqual({
      code: 'TooManyAttempts',
      message: `There were too many attempts from your address. Wait ${seconds} seconds, then try again.`,
      retryAfterSeconds: seconds,
    })
    expect((await other.signIn(PASSWORD)).status).toBe(200)
    await line.empty()
  })

  it('is not outrun by many at once: passwords, codes, root’s own page', async () => {
    const { signIn, session, failures } = await accountWithBob()
    const passwords = await crowd(30, (n) => signIn(`x${n}`))
    expect(tally(passwords)).toEqual(thirtyLooks(passwords, 30))
    expect(session).toBeDefined()
    expect(await failures()).toHaveLength(30)

    const other = await accountWithBob()
    await other.withPhone()
    const { challenge } = (await other.signIn(PASSWORD)).body
    const codes = await crowd(30, (n) => post(app.url, '/api/signin/mfa', { challenge, code: String(n).padStart(6, '0') }))
    expect(tally(codes)).toEqual(thirtyLooks(codes, 30))

    // Signed in, so in a lane of its own.
    const { jar, session: root } = await newAccount(app.url)
    const own = await crowd(30, () =>
      post(app.url, '/api/signin/root/password', { session: root, currentPassword: 'x', newPassword: ROOT_PASSWORD }, jar),
    )
    // One a second: within forty seconds it is the turn of all in both lines.
    const wrong = 10 + 20 * app.processes
    if (app.processes === 1) expect(own).toHaveLength(60)
    expect(tally(own)).toEqual({ wrong, late: own.length - wrong })
  })

  it('does not hold up the owner’s browser, which once signed in, nor its email, code or password steps', async () => {
    const { signIn, browser, withPhone, fillLine, email, jar: rootJar, password, failures } = await accountWithBob()
    const { jar, signIn: known } = browser()
    expect((await known(PASSWORD)).body.state).toBe('signed-in')
    const line = await fillLine()
    expect((await signIn(PASSWORD)).status).toBe(429)
    expect((await known('wrong')).status).toBe(401)
    expect((await known(PASSWORD)).body.state).toBe('signed-in')

    const { seed } = await withPhone()
    clock.forward(30_000)
    const step = await known(PASSWORD)
    const finish = (code: string) => post(app.url, '/api/signin/mfa', { challenge: step.body.challenge, code }, jar)
    expect((await finish(codeFor(seed, 0, clock.now()))).body.state).toBe('signed-in')
    await line.empty()

    for (let n = 0; n < 10; n++) await post(app.url, '/api/signin', { kind: 'root', email, password: 'x' })
    const root = many(22, () => post(app.url, '/api/signin', { kind: 'root', email, password: 'x' }))
    expect((await post(app.url, '/api/signin/root/email', { email }, rootJar)).status).toBe(200)
    expect((await post(app.url, '/api/signin', { kind: 'root', email, password }, rootJar)).body.state).toBe('signed-in')
    await during(time, root)
    expect((await failures()).map(({ reason }) => reason)).toContain('gave-up-waiting')
  })

  it('of codes is not eased by a browser that signed in before there was a device', async () => {
    const { browser, withPhone, signIn } = await accountWithBob()
    const { jar, signIn: known } = browser()
    await known(PASSWORD)
    const { seed } = await withPhone()
    clock.forward(30_000)
    const { challenge } = (await signIn(PASSWORD)).body
    const guess = (code: string, cookies?: Map<string, string>, of = challenge) =>
      post(app.url, '/api/signin/mfa', { challenge: of, code }, cookies)
    const wrong = codeFor(seed, 500, clock.now())
    await many(10, () => guess(wrong))
    const waiting = many(20, () => guess(wrong))
    const mine = (await known(PASSWORD)).body.challenge
    const turn = guess(codeFor(seed, 0, clock.now()), jar, mine)
    const before = time.now()
    await during(time, Promise.all([waiting, turn]))
    expect(time.now() - before).toBeGreaterThanOrEqual(20_000)
  })

  it('is eased by a device cookie for the user who has it, on no other account, and by no made-up or older one', async () => {
    const { browser, signIn, iam, accountId, fillLine } = await accountWithBob()
    await iam.createUser({ UserName: 'carol' })
    await iam.createLoginProfile({ UserName: 'carol', Password: PASSWORD })
    const { jar, signIn: known } = browser()
    await known(PASSWORD, 'carol')
    const name = [...jar.keys()].find((one) => one.startsWith('iam-dojo-device-')) ?? ''
    const ofCarol = jar.get(name) ?? ''
    const line = await fillLine()
    const tryWith = (value: string, password = PASSWORD) =>
      post(app.url, '/api/signin', { kind: 'iam', account: accountId, userName: 'bob', password }, new Map([[name, value]]))
    expect(ofCarol).toMatch(/^[\w-]{43}$/)
    for (const value of [ofCarol, 'A'.repeat(43), 'x', Array(200).fill('A'.repeat(43)).join('.')]) {
      expect((await tryWith(value)).status).toBe(429)
    }
    await line.empty()
    expect(
      (
        await during(
          time,
          patient(() => known(PASSWORD)),
        )
      ).body.state,
    ).toBe('signed-in')
    const both = jar.get(name) ?? ''
    expect(both.split('.')).toEqual([expect.any(String), ofCarol])
    await known(PASSWORD)
    await time.pass(60_000)
    const again = await fillLine()
    expect((await tryWith(both)).status).toBe(429)
    expect((await tryWith(jar.get(name) ?? '')).body.state).toBe('signed-in')
    expect((await signIn(PASSWORD)).status).toBe(429)
    await again.empty()
    const documents = await app.store.documents.list('console-device', `${accountId}/`)
    for (const { id, body } of documents) expect(`${id} ${JSON.stringify(body)}`).not.toContain(ofCarol)
  })

  it('keeps the five newest browsers of a user, whatever the clock said, and ten users in a browser', async () => {
    const { accountId, browser, iam, fillLine } = await accountWithBob()
    for (let n = 0; n < 4; n++) await browser().signIn(PASSWORD)
    clock.forward(-DAY_MS)
    const laptop = browser()
    await laptop.signIn(PASSWORD)
    clock.forward(DAY_MS)
    for (let n = 0; n < 4; n++) await browser().signIn(PASSWORD)
    const line = await fillLine()
    expect((await laptop.signIn(PASSWORD)).status).toBe(200)
    await line.empty()
    const { User } = await iam.getUser({ UserName: 'bob' })
    expect(await app.store.documents.list('console-device', `${accountId}/${User?.UserId}/`)).toHaveLength(5)
    const { jar, signIn } = browser()
    for (let n = 0; n < 12; n++) {
      await iam.createUser({ UserName: `user${n}` })
      await iam.createLoginProfile({ UserName: `user${n}`, Password: PASSWORD })
      await signIn(PASSWORD, `user${n}`)
    }
    const [value = ''] = [...jar].flatMap(([name, one]) => (name.startsWith('iam-dojo-device-') ? [one] : []))
    expect(value.split('.')).toHaveLength(10)
  })

  it('ends with the account: a device of the one before has no lane in the one after', async () => {
    const { accountId, email, password, jar } = await accountWithBob()
    const headers = { Authorization: `Bearer ${app.operatorToken}`, 'Content-Type': 'application/json' }
    expect((await fetch(`${app.url}/api/lab/accounts/${accountId}/reset`, { method: 'POST', headers, body: '{}' })).ok).toBe(
      true,
    )
    expect(await app.store.documents.list('console-device', `${accountId}/`)).toEqual([])
    const root = (cookies?: Map<string, string>) => post(app.url, '/api/signin', { kind: 'root', email, password }, cookies)
    const guess = () => post(app.url, '/api/signin', { kind: 'root', email, password: 'x' })
    const { answers } = await fullLine(guess, { processes: app.processes, free: 10, more: 2, isRefused: isLate })
    expect((await root(jar)).status).toBe(429)
    await during(time, answers)
  })

  it('is no longer looked at when the client hangs up', async () => {
    const { signIn, failures, fillLine } = await accountWithBob()
    const line = await fillLine()
    await line.empty()
    const next = await during(
      time,
      patient(() => signIn(PASSWORD)),
    )
    expect(next.body.state).toBe('signed-in')
    const reasons = (await failures()).map(({ reason }) => reason)
    expect(reasons.filter((reason) => reason === 'wrong-password')).toHaveLength(10)
  })

  it('compares with what is there after the wait, not with what was there before it', async () => {
    const { signIn, iam } = await accountWithBob()
    await many(10, () => signIn('x'))
    const old = signIn(PASSWORD)
    await iam.updateLoginProfile({ UserName: 'bob', Password: 'Second+Password2' })
    expect((await during(time, old)).status).toBe(401)
  })

  it('takes no longer when the clock steps, and neither do the codes of a phone', async () => {
    const { signIn, browser, withPhone } = await accountWithBob()
    const { seed } = await withPhone()
    clock.forward(60_000)
    for (const step of [-DAY_MS, -3_600_000, 3_600_000, DAY_MS]) {
      await many(10, () => signIn('x'))
      clock.forward(step)
      const from = time.now()
      const { jar, signIn: fresh } = browser()
      const { challenge } = (await during(time, fresh(PASSWORD))).body
      expect(time.now() - from).toBeLessThanOrEqual(3000)
      // A sign-in under way survives a step that is taken back.
      clock.forward(-step)
      clock.forward(step)
      const code = codeFor(seed, 0, clock.now())
      expect((await during(time, post(app.url, '/api/signin/mfa', { challenge, code }, jar))).body).toMatchObject({
        state: 'signed-in',
      })
      await time.pass(60_000)
    }
  })

  it('of MFA codes is slowed on the wire as at sign-in, in one line', async () => {
    const { signIn, withPhone, sts: client, accountId, iam } = await accountWithBob()
    const { seed, serialNumber: SerialNumber } = await withPhone()
    const sts = await client()
    const wrong = codeFor(seed, 500, clock.now())
    const guess = (TokenCode = wrong) =>
      sts.getSessionToken({ SerialNumber, TokenCode }).then(
        () => 'ok',
        ({ name, message }: Error) => `${name} ${message}`,
      )
    expect(new Set(await many(10, () => guess()))).toEqual(
      new Set(['AccessDenied MultiFactorAuthentication failed with invalid MFA one time pass code. ']),
    )
    const isRefused = (answer: string) => answer === 'Throttling Rate exceeded'
    const { processes } = app
    const line = await fullLine(() => guess(), { processes, free: 0, more: 2, isRefused })
    const { challenge } = (await signIn(PASSWORD)).body
    const RoleArn = `arn:aws:iam::${accountId}:role/any`
    const answers = await during(time, line.answers)
    if (processes === 1) expect(answers).toHaveLength(22)
    expect(answers.filter((answer) => !isRefused(answer))).toHaveLength(20)
    const full = await fullLine(() => guess(), { processes, free: 0, more: 1, isRefused })
    await expect(sts.assumeRole({ RoleArn, RoleSessionName: 'xx', SerialNumber, TokenCode: wrong })).rejects.toMatchObject({
      name: 'Throttling',
      message: 'Rate exceeded',
    })
    const late = { challenge, code: codeFor(seed, 1, clock.now()) }
    expect((await post(app.url, '/api/signin/mfa', late)).status).toBe(429)
    // A wait holds up no write of the account, and no call without a code.
    await iam.createUser({ UserName: 'dave' })
    expect(await sts.getSessionToken({})).toHaveProperty('Credentials')
    await during(time, full.answers)

    const device = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'second' })
    const enable = () =>
      iam
        .enableMFADevice({
          UserName: 'bob',
          SerialNumber: device.VirtualMFADevice?.SerialNumber,
          AuthenticationCode1: '000000',
          AuthenticationCode2: '000001',
        })
        .catch(({ name }: Error) => name)
    const names = await during(
      time,
      many(32, () => enable()),
    )
    expect(names.filter((name) => name === 'InvalidAuthenticationCodeException')).toHaveLength(30)
    expect(names.filter((name) => name === 'Throttling')).toHaveLength(2)
  })

  it('of the old password through ChangePassword is slowed as well, except from the user’s own browser', async () => {
    const { iam, sts, browser, fillLine } = await accountWithBob()
    await iam.attachUserPolicy({ UserName: 'bob', PolicyArn: 'arn:aws:iam::aws:policy/IAMUserChangePassword' })
    const options = { endpoint: app.url, region: 'us-east-1', maxAttempts: 1 }
    const credentials = await (await sts()).config.credentials()
    const bob = new IAM({ ...options, credentials })
    const { jar, signIn } = browser()
    const { session } = (await signIn(PASSWORD)).body as { session: { id: string } }
    const own = new IAM({ ...options, credentials: await consoleCredentials(app.url, session.id, jar) })
    own.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> }
        headers.cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
        return next(args)
      },
      { step: 'finalizeRequest', priority: 'low' },
    )
    const line = await fillLine()
    const change = { OldPassword: PASSWORD, NewPassword: 'Second+Password2' }
    await expect(bob.changePassword(change)).rejects.toMatchObject({ name: 'Throttling', message: 'Rate exceeded' })
    await expect(own.changePassword({ ...change, OldPassword: 'x' })).rejects.toMatchObject({ name: 'AccessDenied' })
    await own.changePassword(change)
    await line.empty()
  })

  it('on the wire stops for a key that is deactivated while its call waits', async () => {
    const { iam, withPhone, sts: client } = await accountWithBob()
    const { seed, serialNumber: SerialNumber } = await withPhone()
    const sts = await client()
    const guess = () => sts.getSessionToken({ SerialNumber, TokenCode: codeFor(seed, 500, clock.now()) })
    await Promise.allSettled(Array.from({ length: 10 }, guess))
    const { accessKeyId } = await sts.config.credentials()
    const late = guess().catch(({ name }: Error) => name)
    // Sent after it, answered before it: the guess waits in line by now.
    await iam.getUser({})
    await iam.updateAccessKey({ UserName: 'bob', AccessKeyId: accessKeyId, Status: 'Inactive' })
    expect(await during(time, late)).toBe('InvalidClientTokenId')
  })

  it('leaves an event for each failure, that of the newest too, and for a refusal to look', async () => {
    const { signIn, failures, fillLine } = await accountWithBob()
    clock.forward(DAY_MS)
    await signIn('x', 'nobody')
    // Two processes agree on the order of what was at different times.
    await app.settled()
    clock.forward(1)
    await signIn('x')
    const explain = async () => {
      await app.settled()
      const response = await fetch(`${app.url}/api/lab/explanations/last`, {
        headers: { Authorization: `Bearer ${app.operatorToken}` },
      })
      return ((await response.json()) as { explanation: { summary: string } }).explanation.summary
    }
    clock.forward(1)
    expect(await explain()).toBe('The password is wrong.')
    expect((await failures()).map(({ reason }) => reason)).toEqual(['unknown-user', 'wrong-password'])
    await time.pass(10_000)
    const line = await fillLine()
    clock.forward(1)
    await signIn('x')
    expect(await explain()).toBe('Too many passwords or codes came from this address, so the server didn’t check this one.')
    expect((await failures()).at(-1)).toMatchObject({ reason: 'too-many-guesses', principal: { userName: 'bob' } })
    await line.empty()
  })
})

it('of more failures than thirty a minute the rest is one event', async () => {
  const clock = new FakeClock(Date.now())
  const time = new FakeTime()
  const app = await startServer({ clock, monotonic: time })
  try {
    const { accountId } = await newAccount(app.url)
    const fail = (n = 0) =>
      post(app.url, '/api/signin', { kind: 'iam', account: accountId, userName: `nobody${n}`, password: 'x' })
    // No clock that is set back makes the minute longer.
    clock.forward(-DAY_MS)
    for (let n = 0; n < 40; n++) await fail(n)
    const failures = async () => {
      await app.settled()
      const records = await app.store.accounts.records(accountId, { limit: 200 })
      return records.filter(({ outcome }) => outcome === 'error')
    }
    expect(await failures()).toHaveLength(30)
    await time.pass(61_000)
    await fail()
    const [one, next, ...rest] = (await failures()).slice(30)
    expect([one, next]).toMatchObject([
      { reason: 'many-failures', facts: { failures: 10 }, principal: { type: 'Unknown' } },
      { reason: 'unknown-user' },
    ])
    expect(rest).toEqual([])
  } finally {
    await app.close()
  }
})
