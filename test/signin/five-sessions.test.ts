import { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AddedSession } from '../../server/signin/contract.js'
import { trust } from '../support/policies.js'
import { newAccount, post, startServer, type TestServer } from '../support/server.js'

const PASSWORD = 'First+Password1'

let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

it('ends the oldest session of a browser for the sixth, and says whose it was', async () => {
  const { accountId, credentials, jar } = await newAccount(app.url)
  const iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
  const signIn = async (userName: string): Promise<AddedSession> => {
    await iam.createUser({ UserName: userName })
    await iam.createLoginProfile({ UserName: userName, Password: PASSWORD })
    const attempt = { kind: 'iam', account: accountId, userName, password: PASSWORD }
    return (await post<AddedSession>(app.url, '/api/signin', attempt, jar)).body
  }
  // Root is the first.
  for (const userName of ['ann', 'ben', 'cem', 'dora']) expect(await signIn(userName)).not.toHaveProperty('ended')
  const last = await signIn('eve')
  expect(last.ended).toMatchObject({ type: 'Root', accountId, accountName: 'Example' })

  // A role that is switched to needs a place as well.
  await iam.createRole({ RoleName: 'Auditor', AssumeRolePolicyDocument: trust(`arn:aws:iam::${accountId}:user/eve`) })
  const wanted = { session: last.session.id, account: accountId, role: 'Auditor' }
  const { body } = await post<AddedSession>(app.url, '/api/signin/switch-role', wanted, jar)
  expect(body.ended).toMatchObject({ type: 'IAMUser', userName: 'ann' })
})
