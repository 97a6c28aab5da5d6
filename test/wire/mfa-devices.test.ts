import { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newAccount, startServer, type TestServer } from '../support/server.js'
import { codePair } from '../support/totp.js'

let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

const codes = (seed: string, stepsFromNow: number) => {
  const [AuthenticationCode1, AuthenticationCode2] = codePair(seed, stepsFromNow)
  return { AuthenticationCode1, AuthenticationCode2 }
}

describe('ResyncMFADevice', () => {
  it('takes two codes of a device that is ahead, once', async () => {
    const { credentials } = await newAccount(app.url)
    const iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
    await iam.createUser({ UserName: 'alice' })
    const { VirtualMFADevice } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'phone' })
    const seed = new TextDecoder().decode(VirtualMFADevice?.Base32StringSeed)
    const device = { UserName: 'alice', SerialNumber: VirtualMFADevice?.SerialNumber ?? '' }
    await iam.enableMFADevice({ ...device, ...codes(seed, 0) })
    const ahead = codes(seed, 5)
    await iam.resyncMFADevice({ ...device, ...ahead })
    await expect(iam.resyncMFADevice({ ...device, ...ahead })).rejects.toMatchObject({
      name: 'InvalidAuthenticationCodeException',
      message: 'Authentication code for device is not valid.',
    })
  })
})
