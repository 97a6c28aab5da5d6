import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newAccount, startServer, type TestServer } from '../support/server.js'

let app: TestServer
let root: IAM
let key: { AccessKeyId: string; SecretAccessKey: string }
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

beforeEach(async () => {
  const { credentials } = await newAccount(app.url)
  root = new IAM({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
  await root.createUser({ UserName: 'alice' })
  const { AccessKey } = await root.createAccessKey({ UserName: 'alice' })
  key = { AccessKeyId: AccessKey?.AccessKeyId ?? '', SecretAccessKey: AccessKey?.SecretAccessKey ?? '' }
})

const as = (secretAccessKey: string, region: string) => ({
  endpoint: app.url,
  region,
  credentials: { accessKeyId: key.AccessKeyId, secretAccessKey },
  maxAttempts: 1,
})
const lastUsed = async () => {
  const { UserName, AccessKeyLastUsed } = await root.getAccessKeyLastUsed({ AccessKeyId: key.AccessKeyId })
  return { UserName, ...AccessKeyLastUsed }
}

describe('GetAccessKeyLastUsed', () => {
  it('says when, for which service and in which region a key signed', async () => {
    await new STS(as(key.SecretAccessKey, 'eu-west-1')).getCallerIdentity({})
    // What another process saw comes within a second.
    await expect.poll(lastUsed).toEqual({
      UserName: 'alice',
      ServiceName: 'sts',
      Region: 'eu-west-1',
      LastUsedDate: expect.any(Date),
    })
  })

  it('counts a call that is refused', async () => {
    await expect(new IAM(as(key.SecretAccessKey, 'us-east-1')).listUsers({})).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect.poll(lastUsed).toMatchObject({ UserName: 'alice', ServiceName: 'iam', Region: 'us-east-1' })
  })

  it('counts no wrong signature', async () => {
    const wrong = new STS(as('x'.repeat(40), 'eu-west-1')).getCallerIdentity({})
    await expect(wrong).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' })
    expect(await lastUsed()).toEqual({ UserName: 'alice', ServiceName: 'N/A', Region: 'N/A' })
  })
})
