import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newAccount, startServer, type TestServer } from '../support/server.js'

let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

async function clients() {
  const { credentials, accountId } = await newAccount(app.url)
  const options = { endpoint: app.url, region: 'eu-west-1', credentials, maxAttempts: 1 }
  return { iam: new IAM(options), sts: new STS(options), accountId, options }
}

describe('the AWS SDK for JavaScript', () => {
  it('sends tags with every kind of character and reads them back', async () => {
    const { iam } = await clients()
    const Tags = [
      { Key: 'a.b', Value: 'é + =' },
      { Key: 'empty', Value: '' },
    ]
    await iam.createUser({ UserName: 'alice', Path: '/team/', Tags })
    const { User } = await iam.getUser({ UserName: 'ALICE' })
    expect(User).toMatchObject({ UserName: 'alice', Path: '/team/', Tags })
    expect(User?.CreateDate).toBeInstanceOf(Date)
  })

  it('meets typed errors, the request id among them', async () => {
    const { iam } = await clients()
    await iam.createUser({ UserName: 'alice' })
    const error = await iam.createUser({ UserName: 'Alice' }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'EntityAlreadyExistsException', message: 'User with name Alice already exists.' })
    expect(error).toHaveProperty('$metadata.httpStatusCode', 409)
    expect(error).toHaveProperty('$metadata.requestId', expect.stringMatching(/^[0-9a-f-]{36}$/))
  })

  it('follows pages of users in order of name', async () => {
    const { iam } = await clients()
    await Promise.all(Array.from({ length: 25 }, (_, n) => iam.createUser({ UserName: `user-${String(n).padStart(2, '0')}` })))
    const names: string[] = []
    let Marker: string | undefined
    do {
      const page = await iam.listUsers({ MaxItems: 10, ...(Marker ? { Marker } : {}) })
      names.push(...(page.Users ?? []).map(({ UserName = '' }) => UserName))
      Marker = page.Marker
    } while (Marker)
    expect(names).toEqual(Array.from({ length: 25 }, (_, n) => `user-${String(n).padStart(2, '0')}`))
  })

  it('is answered with AWS validation text for a bad value, and nothing happens', async () => {
    const { iam } = await clients()
    const error = await iam.createUser({ UserName: 'no spaces allowed' }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      name: 'ValidationError',
      message:
        'The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    })
    expect((await iam.listUsers({})).Users).toEqual([])
  })

  it('uses a key, loses it, and is told the token is invalid', async () => {
    const { iam, options, accountId } = await clients()
    await iam.createUser({ UserName: 'bot' })
    const { AccessKey } = await iam.createAccessKey({ UserName: 'bot' })
    const credentials = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
    const bot = new STS({ ...options, credentials })
    expect((await bot.getCallerIdentity({})).Arn).toBe(`arn:aws:iam::${accountId}:user/bot`)
    const used = async () => (await iam.getAccessKeyLastUsed({ AccessKeyId: credentials.accessKeyId })).AccessKeyLastUsed
    // What another process saw comes within a second.
    await expect.poll(used).toMatchObject({ ServiceName: 'sts', Region: 'eu-west-1' })
    await iam.updateAccessKey({ UserName: 'bot', AccessKeyId: credentials.accessKeyId, Status: 'Inactive' })
    await expect(bot.getCallerIdentity({})).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
  })

  it('keeps accounts apart: a neighbour sees and changes nothing', async () => {
    const one = await clients()
    const two = await clients()
    await one.iam.createUser({ UserName: 'alice' })
    expect((await two.iam.listUsers({})).Users).toEqual([])
    await expect(two.iam.getUser({ UserName: 'alice' })).rejects.toMatchObject({ name: 'NoSuchEntityException' })
    await one.iam.createAccountAlias({ AccountAlias: 'green-leaf' })
    await expect(two.iam.createAccountAlias({ AccountAlias: 'green-leaf' })).rejects.toMatchObject({
      message: 'The account alias green-leaf already exists.',
    })
  })
})
