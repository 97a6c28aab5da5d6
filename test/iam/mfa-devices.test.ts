import { beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../server/account/caller.js'
import { allow, policy } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { codeFor } from '../support/totp.js'
import { World } from '../support/world.js'

interface Device {
  serialNumber: string
  seed: string
}

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
  await world.call('iam:CreateUser', { UserName: 'alice' })
})

async function create(VirtualMFADeviceName: string, input: object = {}): Promise<Device> {
  const { VirtualMFADevice } = await world.call<{ VirtualMFADevice: { SerialNumber: string; Base32StringSeed: Uint8Array } }>(
    'iam:CreateVirtualMFADevice',
    { VirtualMFADeviceName, ...input },
  )
  const seed = new TextDecoder().decode(VirtualMFADevice.Base32StringSeed)
  return { serialNumber: VirtualMFADevice.SerialNumber, seed }
}

/** Two codes in a row; the second is that of so many steps from now. */
function pair({ seed }: Device, last = 0) {
  const [AuthenticationCode1, AuthenticationCode2] = [last - 1, last].map((step) => codeFor(seed, step, world.clock.now()))
  return { AuthenticationCode1, AuthenticationCode2 }
}

const enable = (device: Device, UserName = 'alice', codes: object = pair(device), caller?: Caller) =>
  world.call('iam:EnableMFADevice', { UserName, SerialNumber: device.serialNumber, ...codes }, caller)
const deactivate = (SerialNumber: string, UserName = 'alice', caller?: Caller) =>
  world.call('iam:DeactivateMFADevice', { UserName, SerialNumber }, caller)
const remove = (SerialNumber: string) => world.call('iam:DeleteVirtualMFADevice', { SerialNumber })

const serialsOf = async (UserName: string) => {
  const { MFADevices } = await world.call<{ MFADevices: { SerialNumber: string }[] }>('iam:ListMFADevices', { UserName })
  return MFADevices.map(({ SerialNumber }) => SerialNumber)
}
const virtual = async (AssignmentStatus?: string) => {
  const { VirtualMFADevices } = await world.call<{ VirtualMFADevices: { SerialNumber: string }[] }>(
    'iam:ListVirtualMFADevices',
    { ...(AssignmentStatus ? { AssignmentStatus } : {}) },
  )
  return VirtualMFADevices
}

const absent = (serial: string) => `NoSuchEntity 404: MFA Device with serial number ${serial} does not exist.`
const WRONG_CODES = 'InvalidAuthenticationCode 403: Authentication code for device is not valid.'
const NOT_ASSIGNED = 'NoSuchEntity 404: MFA Device invalid for user.'
const MFA_NEEDED =
  'AccessDenied 403: To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.'

describe('CreateVirtualMFADevice', () => {
  it('makes an unassigned device, whose seed and QR code are in this answer alone', async () => {
    const { VirtualMFADevice } = await world.call<{ VirtualMFADevice: Record<string, Uint8Array> }>(
      'iam:CreateVirtualMFADevice',
      { VirtualMFADeviceName: 'phone', Path: '/team/' },
    )
    expect(VirtualMFADevice.SerialNumber).toBe(arn('mfa/team/phone'))
    expect(new TextDecoder().decode(VirtualMFADevice.Base32StringSeed)).toMatch(/^[A-Z2-7]{64}$/)
    expect(
      Buffer.from(VirtualMFADevice.QRCodePNG ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    expect(await virtual()).toEqual([{ SerialNumber: arn('mfa/team/phone') }])
  })

  it('takes a name once for each path', async () => {
    await create('phone')
    await create('phone', { Path: '/team/' })
    expect(await refusal(create('phone'))).toBe('EntityAlreadyExists 409: MFA device already exists.')
  })

  it('makes no serial number that is too long for the other operations', async () => {
    const device = await create('x'.repeat(226))
    expect(device.serialNumber.length).toBeLessThanOrEqual(256)
    expect(await refusal(create('y'.repeat(227)))).toMatch(
      /^ValidationError 400: 1 validation error detected: Value at 'virtualMFADeviceName' failed to satisfy constraint: Member must have length less than or equal to 226$/,
    )
  })
})

describe('EnableMFADevice', () => {
  it('assigns the device to the user after two codes in a row', async () => {
    const device = await create('phone')
    await enable(device)
    expect(await world.call('iam:ListMFADevices', { UserName: 'alice' })).toEqual({
      MFADevices: [{ UserName: 'alice', SerialNumber: device.serialNumber, EnableDate: world.clock.now() }],
      IsTruncated: false,
    })
    expect(await virtual('Assigned')).toMatchObject([
      { SerialNumber: device.serialNumber, EnableDate: world.clock.now(), User: { UserName: 'alice' } },
    ])
  })

  it.each([
    ['one code twice', (device: Device) => ({ ...pair(device), AuthenticationCode2: pair(device).AuthenticationCode1 })],
    [
      'codes of the wrong order',
      (device: Device) => ({ ...pair(device), AuthenticationCode1: pair(device, 1).AuthenticationCode2 }),
    ],
    ['codes of long ago', (device: Device) => pair(device, -60)],
    ['codes of another device', () => ({ AuthenticationCode1: '000000', AuthenticationCode2: '000001' })],
  ])('refuses %s', async (_what, codes) => {
    const device = await create('phone')
    expect(await refusal(enable(device, 'alice', codes(device)))).toBe(WRONG_CODES)
    expect(await serialsOf('alice')).toEqual([])
  })

  it('refuses a device that is in use, and one that does not exist', async () => {
    const device = await create('phone')
    await enable(device)
    await world.call('iam:CreateUser', { UserName: 'bob' })
    expect(await refusal(enable(device, 'bob'))).toBe('EntityAlreadyExists 409: MFA Device is already in use.')
    const ghost = { ...device, serialNumber: arn('mfa/ghost') }
    expect(await refusal(enable(ghost))).toBe(absent(arn('mfa/ghost')))
    expect(await refusal(enable(await create('other'), 'carol'))).toBe(
      'NoSuchEntity 404: The user with name carol cannot be found.',
    )
  })

  it('allows eight devices per user', async () => {
    for (let count = 1; count <= 8; count++) await enable(await create(`phone-${count}`))
    expect(await refusal(enable(await create('phone-9')))).toBe(
      'LimitExceeded 409: Cannot exceed quota for MFADevicesPerUser: 8',
    )
    expect(await serialsOf('alice')).toHaveLength(8)
  })

  it('signed by root, takes the account ID for root', async () => {
    const device = await create('root-account-mfa-device')
    await enable(device, world.accountId)
    expect(await world.call('iam:ListMFADevices')).toMatchObject({ MFADevices: [{ SerialNumber: device.serialNumber }] })
    expect(await virtual('Assigned')).toMatchObject([{ User: { Arn: arn('root') } }])
    const { SummaryMap } = await world.call<{ SummaryMap: object }>('iam:GetAccountSummary')
    expect(SummaryMap).toMatchObject({ AccountMFAEnabled: 1, MFADevices: 1, MFADevicesInUse: 1 })
  })
})

describe('a user who manages their own devices', () => {
  beforeEach(() =>
    world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: policy(allow('iam:*')) }),
  )

  it('enables the first without MFA, and then needs a session with MFA', async () => {
    const [first, second] = [await create('first'), await create('second')]
    await enable(first, 'alice', pair(first), await world.user('alice'))
    const [plain, withMfa] = [await world.user('alice'), await world.user('alice', { mfaPresent: true })]
    expect(await refusal(enable(second, 'alice', pair(second), plain))).toBe(MFA_NEEDED)
    expect(await refusal(deactivate(first.serialNumber, 'alice', plain))).toBe(MFA_NEEDED)
    await enable(second, 'alice', pair(second), withMfa)
    await deactivate(first.serialNumber, 'alice', withMfa)
    expect(await serialsOf('alice')).toEqual([second.serialNumber])
  })
})

describe('DeactivateMFADevice', () => {
  it('takes the device away from its user and keeps it for another', async () => {
    const device = await create('phone')
    await enable(device)
    await deactivate(device.serialNumber)
    expect(await serialsOf('alice')).toEqual([])
    expect(await virtual('Unassigned')).toEqual([{ SerialNumber: device.serialNumber }])
    expect(await refusal(deactivate(device.serialNumber))).toBe(NOT_ASSIGNED)
    expect(await refusal(deactivate(arn('mfa/ghost')))).toBe(absent(arn('mfa/ghost')))
    world.clock.forward(60_000)
    await world.call('iam:CreateUser', { UserName: 'bob' })
    await enable(device, 'bob')
    expect(await serialsOf('bob')).toEqual([device.serialNumber])
  })
})

describe('ResyncMFADevice', () => {
  const resync = (device: Device, codes: object, UserName = 'alice') =>
    world.call('iam:ResyncMFADevice', { UserName, SerialNumber: device.serialNumber, ...codes })
  /** Whether a code of so many steps from now gives alice a session. */
  const session = async ({ serialNumber, seed }: Device, step: number) =>
    refusal(
      world.call(
        'sts:GetSessionToken',
        { SerialNumber: serialNumber, TokenCode: codeFor(seed, step, world.clock.now()) },
        await world.user('alice'),
      ),
    )

  it('learns how far the clock of a device is off', async () => {
    const device = await create('phone')
    await enable(device)
    world.clock.forward(10 * 60_000)
    expect(await session(device, 5)).toMatch(/^AccessDenied 403: MultiFactorAuthentication failed/)
    await resync(device, pair(device, 5))
    world.clock.forward(30_000)
    expect(await session(device, 5)).toBe('not refused')
    world.clock.forward(60_000)
    expect(await session(device, 0)).toMatch(/^AccessDenied 403: MultiFactorAuthentication failed/)
  })

  it('takes no codes that were used, and none that are not in a row', async () => {
    const device = await create('phone')
    const used = pair(device)
    await enable(device, 'alice', used)
    expect(await refusal(resync(device, used))).toBe(WRONG_CODES)
    world.clock.forward(10 * 60_000)
    const { AuthenticationCode1 } = pair(device)
    expect(await refusal(resync(device, { AuthenticationCode1, AuthenticationCode2: AuthenticationCode1 }))).toBe(WRONG_CODES)
    expect(await refusal(resync(device, pair(device)))).toBe('not refused')
  })

  it('finds only devices of the user that it names', async () => {
    const device = await create('phone')
    expect(await refusal(resync(device, pair(device)))).toBe(NOT_ASSIGNED)
    await enable(device)
    await world.call('iam:CreateUser', { UserName: 'bob' })
    expect(await refusal(resync(device, pair(device), 'bob'))).toBe(NOT_ASSIGNED)
    expect(await refusal(resync({ ...device, serialNumber: arn('mfa/ghost') }, pair(device)))).toBe(absent(arn('mfa/ghost')))
  })
})

describe('DeleteVirtualMFADevice', () => {
  it('deletes a device that nobody has', async () => {
    const device = await create('phone')
    await enable(device)
    expect(await refusal(remove(device.serialNumber))).toBe(
      'DeleteConflict 409: MFA VirtualDevice in use. Must deactivate first.',
    )
    await deactivate(device.serialNumber)
    await remove(device.serialNumber)
    expect(await virtual()).toEqual([])
    expect(await refusal(remove(device.serialNumber))).toBe(absent(device.serialNumber))
    expect((await create('phone')).seed).not.toBe(device.seed)
  })
})

describe('GetMFADevice', () => {
  it('returns an assigned device, with or without the name of its user', async () => {
    const device = await create('phone')
    const get = (more: object = {}) => world.call('iam:GetMFADevice', { SerialNumber: device.serialNumber, ...more })
    const refused = `NoSuchEntity 404: MFA device with serial number ${device.serialNumber} cannot be found.`
    expect(await refusal(get())).toBe(refused)
    await enable(device)
    const shown = { UserName: 'alice', SerialNumber: device.serialNumber, EnableDate: world.clock.now() }
    expect(await get()).toEqual(shown)
    expect(await get({ UserName: 'ALICE' })).toEqual(shown)
    await world.call('iam:CreateUser', { UserName: 'bob' })
    expect(await refusal(get({ UserName: 'bob' }))).toBe(refused)
    expect(await refusal(get({ UserName: 'carol' }))).toBe('NoSuchEntity 404: The user with name carol cannot be found.')
  })
})

describe('ListMFADevices', () => {
  it('lists the devices of one user in the order they were assigned, and no others', async () => {
    const [b, a] = [await create('b'), await create('a')]
    await enable(b)
    world.clock.forward(1000)
    await enable(a)
    await enable(await create('root'), world.accountId)
    expect(await serialsOf('alice')).toEqual([b.serialNumber, a.serialNumber])
    expect(await refusal(serialsOf('ghost'))).toBe('NoSuchEntity 404: The user with name ghost cannot be found.')
  })
})

describe('ListVirtualMFADevices', () => {
  it('lists devices by whether somebody has them', async () => {
    await create('free')
    await enable(await create('used'))
    const serials = async (status?: string) => (await virtual(status)).map(({ SerialNumber }) => SerialNumber).sort()
    expect(await serials('Assigned')).toEqual([arn('mfa/used')])
    expect(await serials('Unassigned')).toEqual([arn('mfa/free')])
    expect(await serials('Any')).toEqual([arn('mfa/free'), arn('mfa/used')])
    expect(await serials()).toEqual(await serials('Any'))
  })
})
