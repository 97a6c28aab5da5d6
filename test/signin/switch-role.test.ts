import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allow, policy, trust } from '../support/policies.js'
import { consoleCredentials, newAccount, post, startServer, type TestServer } from '../support/server.js'

let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

async function aliceSignedIn() {
  const account = await newAccount(app.url)
  const { accountId, credentials } = account
  const iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
  await iam.createUser({ UserName: 'alice' })
  await iam.createLoginProfile({ UserName: 'alice', Password: 'First+Password1' })
  await iam.createRole({ RoleName: 'Auditor', AssumeRolePolicyDocument: trust(`arn:aws:iam::${accountId}:user/alice`) })
  await iam.putRolePolicy({ RoleName: 'Auditor', PolicyName: 'p', PolicyDocument: policy(allow('iam:List*')) })
  const jar = new Map<string, string>()
  const signedIn = await post<{ session: { id: string } }>(
    app.url,
    '/api/signin',
    { kind: 'iam', account: accountId, userName: 'alice', password: 'First+Password1' },
    jar,
  )
  const { id } = signedIn.body.session
  const switchTo = (role: string, session = id) =>
    post<{ session: { id: string }; requestId?: string }>(
      app.url,
      '/api/signin/switch-role',
      { session, account: accountId, role },
      jar,
    )
  return { accountId, iam, jar, id, switchTo }
}

describe('switching to a role', () => {
  it('gives the page the role’s credentials beside the user’s', async () => {
    const { accountId, jar, id, switchTo } = await aliceSignedIn()
    const switched = await switchTo('Auditor')
    expect(switched).toMatchObject({
      status: 200,
      body: {
        session: {
          type: 'AssumedRole',
          roleName: 'Auditor',
          switchedFrom: id,
          arn: `arn:aws:sts::${accountId}:assumed-role/Auditor/alice`,
        },
      },
    })
    const credentials = await consoleCredentials(app.url, switched.body.session.id, jar)
    const options = { endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 }
    expect((await new STS(options).getCallerIdentity({})).Arn).toBe(`arn:aws:sts::${accountId}:assumed-role/Auditor/alice`)
    expect((await new IAM(options).listUsers({})).Users).toHaveLength(1)
    await expect(new IAM(options).createUser({ UserName: 'eve' })).rejects.toMatchObject({ name: 'AccessDenied' })
    const own = await consoleCredentials(app.url, id, jar)
    await expect(new IAM({ ...options, credentials: own }).listUsers({})).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  it('refuses in one sentence, and the explanation says why', async () => {
    const { accountId, iam, switchTo } = await aliceSignedIn()
    await iam.updateAssumeRolePolicy({ RoleName: 'Auditor', PolicyDocument: trust(`arn:aws:iam::${accountId}:role/Auditor`) })
    const refused = await switchTo('Auditor')
    expect(refused).toMatchObject({ status: 403, body: { code: 'SwitchRoleRefused' } })
    expect((await switchTo('Missing')).body).toMatchObject({ code: 'SwitchRoleRefused' })
    expect((await switchTo('../x y')).body).toMatchObject({ code: 'SwitchRoleRefused' })
    const explanation = await fetch(`${app.url}/api/lab/explanations/${refused.body.requestId}`, {
      headers: { authorization: `Bearer ${app.operatorToken}` },
    })
    expect(await explanation.json()).toMatchObject({
      explanation: { operation: 'sts:AssumeRole', summary: expect.stringContaining('The trust policy does not allow') },
    })
  })

  it('ends with the user’s sign-out, and with the role’s deletion', async () => {
    const { iam, jar, id, switchTo } = await aliceSignedIn()
    const first = (await switchTo('Auditor')).body.session.id
    await iam.deleteRolePolicy({ RoleName: 'Auditor', PolicyName: 'p' })
    await iam.deleteRole({ RoleName: 'Auditor' })
    const gone = await post(app.url, '/api/signin/credentials', { session: first }, jar)
    expect(gone).toMatchObject({ status: 401, body: { code: 'NotSignedIn' } })
    await post(app.url, '/api/signin/sign-out', { session: id }, jar)
    const sessions = await fetch(`${app.url}/api/signin/sessions`, {
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    expect(await sessions.json()).toEqual({ sessions: [] })
  })
})
