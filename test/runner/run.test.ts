import { beforeEach, describe, expect, it } from 'vitest'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

describe('records', () => {
  it('hold every call once, in order, and no secret', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateLoginProfile', { UserName: 'alice', Password: 'Maple+Street+42' })
    const key = await world.call<{ AccessKey: { SecretAccessKey: string } }>('iam:CreateAccessKey', { UserName: 'alice' })
    const device = await world.call<{ VirtualMFADevice: { Base32StringSeed: Uint8Array } }>('iam:CreateVirtualMFADevice', {
      VirtualMFADeviceName: 'phone',
    })
    await world.call('iam:GetUser', { UserName: 'nobody' }).catch(() => undefined)
    await world.accounts.flush()
    expect(world.records.map(({ sequence, name, outcome }) => `${sequence} ${name} ${outcome}`)).toEqual([
      '1 CreateUser success',
      '2 CreateLoginProfile success',
      '3 CreateAccessKey success',
      '4 CreateVirtualMFADevice success',
      '5 GetUser error',
    ])
    const text = JSON.stringify(world.records)
    for (const secret of [
      'Maple+Street+42',
      key.AccessKey.SecretAccessKey,
      new TextDecoder().decode(device.VirtualMFADevice.Base32StringSeed),
    ]) {
      expect(text).not.toContain(secret)
    }
  })
})
