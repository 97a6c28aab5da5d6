import { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloudTrailEvent } from '../../server/cloudtrail/cloudtrail-event.js'
import { consoleCredentials, newAccount, post, ROOT_PASSWORD, startServer, type TestServer } from '../support/server.js'
import { codeFor, pairFor, roomInStep } from '../support/totp.js'

let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

async function accountWithAlice(password = 'First+Password1', PasswordResetRequired = false) {
  const account = await newAccount(app.url)
  const iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials: account.credentials, maxAttempts: 1 })
  await iam.createUser({ UserName: 'alice' })
  await iam.createLoginProfile({ UserName: 'alice', Password: password, PasswordResetRequired })
  const signIn = (given: string, jar?: Map<string, string>) =>
    post(app.url, '/api/signin', { kind: 'iam', account: account.accountId, userName: 'alice', password: given }, jar)
  return { ...account, iam, signIn }
}

describe('signing up', () => {
  it('refuses a weak root password, a taken e-mail and a taken id', async () => {
    const { email, accountId } = await newAccount(app.url)
    const up = (more: object) =>
      post(app.url, '/api/signin/sign-up', {
        email: `x${Math.random()}@example.com`,
        password: ROOT_PASSWORD,
        accountName: 'A',
        ...more,
      })
    expect(await up({ password: 'password' })).toMatchObject({ status: 400, body: { code: 'PasswordTooWeak' } })
    expect(await up({ email: email.toUpperCase() })).toMatchObject({ status: 409, body: { code: 'EmailTaken' } })
    expect(await up({ accountId })).toMatchObject({ status: 409, body: { code: 'AccountIdTaken' } })
    expect(await up({ email: 'nonsense' })).toMatchObject({ status: 400, body: { code: 'InvalidInput' } })
  })
})

describe('signing up with a root access key, for scripts', () => {
  it('leaves that one event and no sign-in', async () => {
    const wanted = { email: 'script@example.com', password: ROOT_PASSWORD, accountName: 'A', rootAccessKey: true }
    const { body } = await post<{ accountId: string; rootAccessKey: { accessKeyId: string; secretAccessKey: string } }>(
      app.url,
      '/api/signin/sign-up',
      wanted,
    )
    const iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials: body.rootAccessKey, maxAttempts: 1 })
    expect((await iam.getUser({})).User).toMatchObject({ Arn: `arn:aws:iam::${body.accountId}:root` })
    expect((await iam.getUser({})).User?.PasswordLastUsed).toBeUndefined()
    await app.settled()
    const records = await app.store.accounts.records(body.accountId, { limit: 10 })
    expect(records.map(({ name }) => name)).toEqual(['CreateAccessKey', 'GetUser', 'GetUser'])
    expect(JSON.stringify(records)).not.toContain(body.rootAccessKey.secretAccessKey)
  })
})

describe('a wrong sign-in', () => {
  it('answers the same for no user, no password and a wrong password', async () => {
    const { accountId, iam, signIn } = await accountWithAlice()
    await iam.createUser({ UserName: 'bob' })
    const answers = [
      await signIn('wrong'),
      await post(app.url, '/api/signin', { kind: 'iam', account: accountId, userName: 'bob', password: 'x' }),
      await post(app.url, '/api/signin', { kind: 'iam', account: accountId, userName: 'nobody', password: 'x' }),
      await post(app.url, '/api/signin', { kind: 'iam', account: '999999999999', userName: 'alice', password: 'x' }),
    ]
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'AuthenticationFailed' } })
  })

  it('tells of a root e-mail at its own step, as AWS does', async () => {
    const { email } = await newAccount(app.url)
    expect((await post(app.url, '/api/signin/root/email', { email })).status).toBe(200)
    expect(await post(app.url, '/api/signin/root/email', { email: 'no@example.com' })).toMatchObject({
      status: 404,
      body: { code: 'NoSuchAccount' },
    })
  })
})

describe('the forced change', () => {
  it('needs the permission, obeys the policy, then signs in', async () => {
    const { iam, signIn } = await accountWithAlice('First+Password1', true)
    const change = async (newPassword: string) => {
      const step = await signIn('First+Password1')
      expect(step.body).toMatchObject({ state: 'change-password', reason: 'reset-required', userName: 'alice' })
      const { challenge } = step.body
      return post(app.url, '/api/signin/change-password', { challenge, oldPassword: 'First+Password1', newPassword })
    }
    expect(await change('Second+Password1')).toMatchObject({ status: 400, body: { code: 'AccessDenied' } })
    await iam.attachUserPolicy({ UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/IAMUserChangePassword' })
    expect(await change('weak')).toMatchObject({
      status: 400,
      body: { code: 'PasswordPolicyViolation', nextStep: 'Password should have a minimum length of 8.' },
    })
    expect(await change('Second+Password1')).toMatchObject({ status: 200, body: { state: 'signed-in' } })
    expect((await signIn('First+Password1')).status).toBe(401)
    expect((await signIn('Second+Password1')).body).toMatchObject({ state: 'signed-in' })
  })
})

describe('MFA', () => {
  it('is asked for after the password; a code is spent once it was accepted', async () => {
    const { iam, signIn, accountId } = await accountWithAlice()
    const { VirtualMFADevice } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'phone' })
    const seed = new TextDecoder().decode(VirtualMFADevice?.Base32StringSeed)
    await iam.enableMFADevice({
      UserName: 'alice',
      SerialNumber: VirtualMFADevice?.SerialNumber,
      ...pairFor(seed),
    })
    const withCode = async (code: string) => {
      const { challenge } = (await signIn('First+Password1')).body
      return post(app.url, '/api/signin/mfa', { challenge, code })
    }
    const fresh = codeFor(seed, 1)
    expect(await withCode(codeFor(seed, 0))).toMatchObject({ status: 401 })
    expect(await withCode(fresh)).toMatchObject({ status: 200, body: { session: { mfa: true } } })
    expect(await withCode(fresh)).toMatchObject({ status: 401, body: { code: 'AuthenticationFailed' } })
    await app.settled()
    const records = await app.store.accounts.records(accountId, { limit: 100 })
    const logins = records.filter(({ name, principal }) => name === 'ConsoleLogin' && principal.userName === 'alice')
    expect(logins.map(({ outcome, result, reason }) => [outcome, result?.MFAUsed, reason])).toEqual(
      expect.arrayContaining([['success', 'Yes', undefined]]),
    )
    const [login] = logins.filter(({ outcome }) => outcome === 'success')
    if (!login) throw new Error('there is no login')
    expect(cloudTrailEvent(login)).toMatchObject({
      additionalEventData: { LoginTo: `${app.url}/console/home`, MobileVersion: 'No', MFAUsed: 'Yes' },
      responseElements: { ConsoleLogin: 'Success' },
    })
  })

  it('is put right at the sign-in page when the phone’s clock is off: two codes in a row, then the next one', async () => {
    const { iam, signIn } = await accountWithAlice()
    const { VirtualMFADevice } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'phone-ahead' })
    const seed = new TextDecoder().decode(VirtualMFADevice?.Base32StringSeed)
    await roomInStep()
    await iam.enableMFADevice({
      UserName: 'alice',
      SerialNumber: VirtualMFADevice?.SerialNumber,
      ...pairFor(seed),
    })
    const AHEAD = 10
    const { challenge } = (await signIn('First+Password1')).body
    const send = (code: string) => post(app.url, '/api/signin/mfa', { challenge, code })
    const resync = (code1: string, code2: string) => post(app.url, '/api/signin/mfa/resync', { challenge, code1, code2 })
    expect(await send(codeFor(seed, AHEAD))).toMatchObject({ status: 401 })
    expect(await resync(codeFor(seed, AHEAD), codeFor(seed, AHEAD + 2))).toMatchObject({ status: 401 })
    expect(await resync(codeFor(seed, AHEAD), codeFor(seed, AHEAD + 1))).toMatchObject({ status: 200 })
    expect(await send(codeFor(seed, AHEAD + 1))).toMatchObject({ status: 401 })
    expect(await send(codeFor(seed, AHEAD + 2))).toMatchObject({ status: 200, body: { session: { mfa: true } } })
  })
})

describe('the console’s cookie', () => {
  it('holds sessions side by side and ends one without the other', async () => {
    const { jar, session, signIn } = await accountWithAlice()
    const alice = await signIn('First+Password1', jar)
    const { id } = alice.body.session as { id: string }
    expect((await consoleCredentials(app.url, id, jar)).accessKeyId).toMatch(/^ASIA/)
    await post(app.url, '/api/signin/sign-out', { session: id }, jar)
    expect((await post(app.url, '/api/signin/credentials', { session: id }, jar)).status).toBe(401)
    expect((await post(app.url, '/api/signin/credentials', { session }, jar)).status).toBe(200)
  })

  it('yields nothing to another site', async () => {
    const response = await fetch(`${app.url}/api/signin/sign-up`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: 'https://evil.example' },
      body: '{}',
    })
    expect(response.status).toBe(403)
  })

  it('changes root’s password only for who knows it', async () => {
    const { jar, session } = await newAccount(app.url)
    const change = (currentPassword: string) =>
      post(app.url, '/api/signin/root/password', { session, currentPassword, newPassword: 'walnut Harbor quilt 81' }, jar)
    expect((await change('wrong')).status).toBe(401)
    expect(await change(ROOT_PASSWORD)).toMatchObject({ status: 200, body: { passwordScore: 4 } })
  })
})
