import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { GuessLimit, TooManyGuesses } from '../../server/operations/guess-limit.js'
import { newAccount, post, ROOT_PASSWORD, startServer, type TestServer } from '../support/server.js'
import { codeFor } from '../support/totp.js'
import { FakeClock } from '../support/world.js'

const PASSWORD = 'First+Password1'

describe('the limit of guesses', () => {
  let clock: FakeClock
  let limit: GuessLimit
  beforeEach(() => {
    clock = new FakeClock()
    limit = new GuessLimit(clock)
  })
  const waits = (source: string, target: string) => {
    try {
      limit.begin(source, target)
      return 0
    } catch (error) {
      if (error instanceof TooManyGuesses) return error.seconds
      throw error
    }
  }

  it('grows from a second to half a minute, and ends with quiet', () => {
    for (let n = 0; n < 11; n++) expect(waits('a', 'bob')).toBe(0)
    const delays = [1, 2, 4, 8, 16, 30, 30].map((seconds) => {
      const told = waits('a', 'bob')
      clock.forward(told * 1000)
      expect(waits('a', 'bob')).toBe(0)
      return [seconds, told]
    })
    for (const [seconds, told] of delays) expect(told).toBe(seconds)
    expect(waits('elsewhere', 'bob')).toBe(0)
    clock.forward(16 * 60_000)
    for (let n = 0; n < 10; n++) expect(waits('a', 'bob')).toBe(0)
  })

  it('lets a class behind one address mistype, slows who goes from name to name, and never who was right from there', () => {
    for (let learner = 0; learner < 300; learner++) {
      for (const target of [`l${learner}`, `l${learner}`]) expect(waits('school', target)).toBe(0)
      limit.begin('other school', `l${learner}`).right()
    }
    expect(waits('school', 'one more')).toBe(1)
    for (let n = 0; n < 900; n++) waits('other school', `name ${n}`)
    expect(waits('other school', 'one more')).toBe(1)
    expect(waits('other school', 'l7')).toBe(0)
    clock.forward(1000)
    expect([waits('school', 'x'), waits('school', 'y')]).toEqual([0, 1])
  })

  it('counts nothing that nobody could look at', () => {
    for (let n = 0; n < 50; n++) limit.begin('a', 'bob').withdraw()
    expect(waits('a', 'bob')).toBe(0)
  })
})

describe('guessing over HTTP', () => {
  // It stands still, so that no delay ends while a busy machine is slow.
  const clock = new FakeClock(Date.now())
  let app: TestServer
  beforeAll(async () => {
    app = await startServer({ clock })
  })
  afterAll(() => app.close())

  async function accountWithBob() {
    const account = await newAccount(app.url)
    const options = { endpoint: app.url, region: 'us-east-1', maxAttempts: 1 }
    const iam = new IAM({ ...options, credentials: account.credentials })
    await iam.createUser({ UserName: 'bob' })
    await iam.createLoginProfile({ UserName: 'bob', Password: PASSWORD })
    const signIn = (password: string, userName = 'bob', account_ = account.accountId) =>
      post(app.url, '/api/signin', { kind: 'iam', account: account_, userName, password })
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
      return new STS({ ...options, credentials: { accessKeyId, secretAccessKey } })
    }
    const failures = async () => {
      await app.accounts.flush()
      const records = await app.store.accounts.records(account.accountId, { limit: 200 })
      return records.filter(({ category, outcome }) => category === 'sign-in' && outcome === 'error')
    }
    return { ...account, iam, signIn, withPhone, sts, failures }
  }
  const tally = (answers: { status: number }[]) => {
    const of = (wanted: number) => answers.filter(({ status }) => status === wanted).length
    return { wrong: of(401), late: of(429) }
  }

  it('is one count, however account and user are spelt', async () => {
    const { accountId, iam, signIn } = await accountWithBob()
    await iam.createAccountAlias({ AccountAlias: `dojo-${accountId}` })
    const accounts = [accountId, ` ${accountId}`, accountId.replace(/(....)(....)/, '$1-$2-'), `DOJO-${accountId} `]
    for (let n = 0; n < 11; n++) {
      expect((await signIn('x', ['bob', 'BOB', ' bob '][n % 3], accounts[n % 4])).status).toBe(401)
    }
    for (const spelling of accounts) expect((await signIn(PASSWORD, 'Bob', spelling)).status).toBe(429)
    const nobody = await Promise.all(
      Array.from({ length: 14 }, (_, n) => signIn('x', n % 2 ? 'nobody' : ' NOBODY', accounts[n % 4])),
    )
    expect(tally(nobody)).toEqual({ wrong: 11, late: 3 })
  })

  it('is one count for a root e-mail with spaces and capitals', async () => {
    const { email } = await newAccount(app.url)
    const answers = []
    for (let n = 0; n < 14; n++) {
      const typed = `${' '.repeat(n)}${n % 2 ? email.toUpperCase() : email}`
      answers.push(await post(app.url, '/api/signin', { kind: 'root', email: typed, password: 'x' }))
    }
    expect(tally(answers)).toEqual({ wrong: 11, late: 3 })
  })

  it('is not outrun by many at once: passwords, codes, root’s own page', async () => {
    const { signIn, jar, session, failures } = await accountWithBob()
    const many = <T>(length: number, one: (n: number) => Promise<T>) => Promise.all(Array.from({ length }, (_, n) => one(n)))
    expect(tally(await many(60, (n) => signIn(`x${n}`)))).toEqual({ wrong: 11, late: 49 })
    const own = await many(20, () =>
      post(app.url, '/api/signin/root/password', { session, currentPassword: 'x', newPassword: `${ROOT_PASSWORD}!` }, jar),
    )
    expect(tally(own)).toEqual({ wrong: 11, late: 9 })
    expect(await failures()).toHaveLength(30)

    const other = await accountWithBob()
    await other.withPhone()
    const { challenge } = (await other.signIn(PASSWORD)).body
    const codes = await many(60, (n) => post(app.url, '/api/signin/mfa', { challenge, code: String(n).padStart(6, '0') }))
    expect(tally(codes)).toEqual({ wrong: 11, late: 49 })
  })

  it('of MFA codes is slowed on the wire as at sign-in, and in one count', async () => {
    const { signIn, withPhone, sts: client, accountId, iam } = await accountWithBob()
    const { seed, serialNumber: SerialNumber } = await withPhone()
    const sts = await client()
    const guess = (TokenCode: string) => sts.getSessionToken({ SerialNumber, TokenCode })
    const wrong = codeFor(seed, 500, clock.now())
    for (let n = 0; n < 11; n++) await expect(guess(wrong)).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(guess(codeFor(seed, 1, clock.now()))).rejects.toMatchObject({ name: 'Throttling', message: 'Rate exceeded' })
    const RoleArn = `arn:aws:iam::${accountId}:role/any`
    await expect(sts.assumeRole({ RoleArn, RoleSessionName: 'xx', SerialNumber, TokenCode: wrong })).rejects.toMatchObject({
      name: 'Throttling',
    })
    expect(await sts.getSessionToken({})).toHaveProperty('Credentials')
    const { challenge } = (await signIn(PASSWORD)).body
    expect(await post(app.url, '/api/signin/mfa', { challenge, code: codeFor(seed, 1, clock.now()) })).toMatchObject({
      status: 429,
    })

    const device = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'second' })
    const enable = () =>
      iam.enableMFADevice({
        UserName: 'bob',
        SerialNumber: device.VirtualMFADevice?.SerialNumber,
        AuthenticationCode1: '000000',
        AuthenticationCode2: '000001',
      })
    for (let n = 0; n < 11; n++) await expect(enable()).rejects.toMatchObject({ name: 'InvalidAuthenticationCodeException' })
    await expect(enable()).rejects.toMatchObject({ name: 'Throttling' })
  })

  it('of the old password through ChangePassword is slowed as well', async () => {
    const { iam, sts } = await accountWithBob()
    await iam.attachUserPolicy({ UserName: 'bob', PolicyArn: 'arn:aws:iam::aws:policy/IAMUserChangePassword' })
    const credentials = await (await sts()).config.credentials()
    const bob = new IAM({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
    const change = (OldPassword: string) => bob.changePassword({ OldPassword, NewPassword: 'Second+Password2' })
    for (let n = 0; n < 11; n++) await expect(change(`x${n}`)).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(change(PASSWORD)).rejects.toMatchObject({ name: 'Throttling' })
  })

  it('leaves an event for each failure, that of the newest too, and for a refusal to look', async () => {
    const { signIn, failures } = await accountWithBob()
    clock.forward(20)
    await signIn('x', 'nobody')
    await signIn('x')
    const explain = async () => {
      const response = await fetch(`${app.url}/api/lab/explanations/last`, {
        headers: { Authorization: `Bearer ${app.operatorToken}` },
      })
      return ((await response.json()) as { explanation: { summary: string } }).explanation.summary
    }
    expect(await explain()).toBe('The password is wrong.')
    expect((await failures()).map(({ reason }) => reason)).toEqual(['unknown-user', 'wrong-password'])
    for (let n = 0; n < 11; n++) await signIn('x')
    expect(await explain()).toBe('This address guessed too often: what it gave was not looked at.')
    expect((await failures()).at(-1)).toMatchObject({ reason: 'too-many-guesses', principal: { userName: 'bob' } })
  })
})

it('of more failures than thirty a minute the rest is one event', async () => {
  const clock = new FakeClock(Date.now())
  const app = await startServer({ clock })
  try {
    const { accountId } = await newAccount(app.url)
    const fail = () => post(app.url, '/api/signin', { kind: 'iam', account: accountId, userName: 'bob', password: 'x' })
    for (let n = 0; n < 40; n++) await fail()
    const failures = async () => {
      await app.accounts.flush()
      const records = await app.store.accounts.records(accountId, { limit: 200 })
      return records.filter(({ outcome }) => outcome === 'error')
    }
    expect(await failures()).toHaveLength(30)
    clock.forward(61_000)
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
