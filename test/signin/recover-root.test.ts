import { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloudTrailEvent } from '../../server/cloudtrail/cloudtrail-event.js'
import {
  cookiesOf,
  localBrowser,
  newAccount,
  post,
  ROOT_PASSWORD,
  signedOut,
  startServer,
  type TestServer,
} from '../support/server.js'
import { pairFor, roomInStep } from '../support/totp.js'

let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

interface Recovered {
  email: string
  password: string
  code?: string
}

async function recover(accountId: string, headers: Record<string, string>) {
  const response = await fetch(`${app.url}/api/lab/accounts/${accountId}/root-password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{}',
  })
  return { status: response.status, text: await response.text() }
}

async function asOperator(accountId: string): Promise<Recovered> {
  const { status, text } = await recover(accountId, { authorization: `Bearer ${app.operatorToken}` })
  expect(status).toBe(200)
  return JSON.parse(text) as Recovered
}

const signIn = (email: string, password: string, jar?: Map<string, string>) =>
  post<{ state: string; code?: string }>(app.url, '/api/signin', { kind: 'root', email, password }, jar)

describe('a forgotten root password', () => {
  it('is no browser’s to replace: not a stranger’s, not the owner’s, not that of the person at the machine', async () => {
    const { accountId, email, jar } = await newAccount(app.url)
    const stranger = await newAccount(app.url)
    const browsers = [new Map<string, string>(), stranger.jar, jar, signedOut(jar), await localBrowser(app)]
    for (const browser of browsers) {
      const { status, text } = await recover(accountId, browser.size > 0 ? { cookie: cookiesOf(browser) } : {})
      expect(status).toBe(403)
      expect(text).not.toContain(email)
      expect(JSON.parse(text)).toMatchObject({ code: 'NotTheOperator' })
    }
    expect((await recover(accountId, { authorization: 'Bearer guess' })).status).toBe(403)
    expect(await signIn(email, ROOT_PASSWORD)).toMatchObject({ body: { state: 'signed-in' } })
  })

  it('is replaced for the operator’s token; the old one opens nothing', async () => {
    const { accountId, email } = await newAccount(app.url)
    const recovered = await asOperator(accountId)
    expect(recovered.email).toBe(email)
    expect(await signIn(email, ROOT_PASSWORD)).toMatchObject({ status: 401, body: { code: 'AuthenticationFailed' } })
    expect(await signIn(email, recovered.password)).toMatchObject({ status: 200, body: { state: 'signed-in' } })
  })

  it('ends root’s sessions, their credentials and known browsers, and nobody else’s', async () => {
    const { accountId, jar, session, credentials } = await newAccount(app.url)
    const iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
    await iam.createUser({ UserName: 'alice' })
    await iam.createLoginProfile({ UserName: 'alice', Password: 'First+Password1' })
    const alice = { kind: 'iam', account: accountId, userName: 'alice', password: 'First+Password1' }
    await post(app.url, '/api/signin', alice, jar)
    const other = await newAccount(app.url)
    const devices = async () => (await app.store.documents.list('console-device', `${accountId}/${accountId}/`)).length
    expect(await devices()).toBe(1)

    await asOperator(accountId)
    expect(await devices()).toBe(0)
    await expect(iam.listUsers({})).rejects.toMatchObject({ name: 'ExpiredToken' })
    expect(await post(app.url, '/api/signin/credentials', { session }, jar)).toMatchObject({ status: 401 })
    const cookie = cookiesOf(jar)
    const left = await (await fetch(`${app.url}/api/signin/sessions`, { headers: { cookie } })).json()
    expect(left).toMatchObject({ sessions: [{ userName: 'alice' }] })
    expect(await post(app.url, '/api/signin/credentials', { session: other.session }, other.jar)).toMatchObject({ status: 200 })
  })

  it('leaves MFA as it is: the code is still asked for', async () => {
    const { accountId, email, credentials } = await newAccount(app.url)
    const iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
    const { VirtualMFADevice } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'root' })
    const seed = new TextDecoder().decode(VirtualMFADevice?.Base32StringSeed)
    await roomInStep()
    await iam.enableMFADevice({
      UserName: accountId,
      SerialNumber: VirtualMFADevice?.SerialNumber,
      ...pairFor(seed),
    })
    const { password } = await asOperator(accountId)
    expect(await signIn(email, password)).toMatchObject({ body: { state: 'mfa', codes: true } })
  })

  it('stands in the event history as AWS has it, without the password', async () => {
    const { accountId } = await newAccount(app.url)
    const { password } = await asOperator(accountId)
    await app.settled()
    const records = await app.store.accounts.records(accountId, { limit: 10 })
    expect(records.slice(-2).map(cloudTrailEvent)).toMatchObject(
      ['PasswordRecoveryRequested', 'PasswordRecoveryCompleted'].map((eventName) => ({
        eventName,
        eventSource: 'signin.amazonaws.com',
        eventType: 'AwsConsoleSignIn',
        userIdentity: { type: 'Root', accountId },
        responseElements: { [eventName]: 'Success' },
      })),
    )
    expect(JSON.stringify(records)).not.toContain(password)
    expect(app.logs.join()).not.toContain(password)
  })
})
