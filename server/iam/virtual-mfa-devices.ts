import { type AccountView, accountEntity, type Entity } from '../account/account.js'
import { mfaArn, pathArn } from '../account/arns.js'
import { QUOTA } from '../account/quotas.js'
import { Secret } from '../account/secret.js'
import { deleteConflict, entityAlreadyExists, noSuchEntity, quotaExceeded } from '../aws/aws-error.js'
import { atMost, brokenConstraint } from '../aws/constraint-failure.js'
import type { VirtualMFADevice as DeviceShape } from '../aws/model/iam.types.js'
import { newSeed } from '../credentials/totp.js'
import { operation, query } from '../runner/operation.js'
import { answerWith } from './answer-members.js'
import { checkSerialNumber } from './arn-form.js'
import { page } from './pagination.js'
import { otpauthUri, qrCodePng } from './qr-code.js'
import { requestTagContext, tagContext } from './tag-context.js'
import { mergedTags } from './tags.js'
import { describeRoot, describeUser } from './user-members.js'

/** In characters; the model has no limit. A longer name makes a serial number that no other call takes: those have 256 at most. */
const MAX_NAME = 226

/** Source: recorded AWS replies to DeleteVirtualMFADevice and DeactivateMFADevice. */
export const noDevice = (serialNumber: string) => noSuchEntity(`MFA Device with serial number ${serialNumber} does not exist.`)

export function findDevice(account: AccountView, serialNumber: string): Entity<'VirtualMFADevice'> {
  checkSerialNumber(serialNumber)
  const device = account.get('VirtualMFADevice', serialNumber)
  if (!device) throw noDevice(serialNumber)
  return device
}

/**
 * Creates a virtual MFA device that isn't assigned yet. Its seed and QR code are only in this response. Names are unique in
 * the account. Limits: as many devices as users. Errors: EntityAlreadyExists, LimitExceeded, ValidationError (a name that is
 * too long). Source: IAM API Reference, "CreateVirtualMFADevice"; IAM User Guide, "IAM and STS quotas"; recorded AWS replies.
 */
export const CreateVirtualMFADevice = operation('iam', 'CreateVirtualMFADevice', {
  needs: ({ account, input }) => ({
    resource: mfaArn(account.accountId, input.Path ?? '/', input.VirtualMFADeviceName),
    context: requestTagContext(input.Tags),
  }),
  async prepare({ account, input, random }) {
    const seed = newSeed(random)
    if (input.VirtualMFADeviceName.length > MAX_NAME) {
      throw brokenConstraint('virtualMFADeviceName', atMost('length', MAX_NAME))
    }
    const label = accountEntity(account).alias ?? account.accountId
    return { seed, png: await qrCodePng(otpauthUri(input.VirtualMFADeviceName, label, seed)) }
  },
  handle({ account, input, now, prepared }) {
    const path = input.Path ?? '/'
    const serialNumber = mfaArn(account.accountId, path, input.VirtualMFADeviceName)
    if (account.get('VirtualMFADevice', serialNumber)) {
      throw entityAlreadyExists('MFA device already exists.', 'device-exists')
    }
    if (account.count('VirtualMFADevice') >= QUOTA.VirtualMFADevicesPerAccount)
      throw quotaExceeded('VirtualMFADevicesPerAccount', QUOTA.VirtualMFADevicesPerAccount)
    const tags = mergedTags('VirtualMFADevice', [], input.Tags)
    account.put('VirtualMFADevice', {
      serialNumber,
      name: input.VirtualMFADeviceName,
      path,
      seed: new Secret(prepared.seed),
      createDate: now,
      tags,
      drift: 0,
    })
    return {
      VirtualMFADevice: answerWith('VirtualMFADevice', 'CreateVirtualMFADevice', {
        SerialNumber: serialNumber,
        Base32StringSeed: new TextEncoder().encode(prepared.seed),
        QRCodePNG: prepared.png,
        Tags: tags,
      }),
    }
  },
  result: ({ VirtualMFADevice }) => ({ virtualMFADevice: { serialNumber: VirtualMFADevice.SerialNumber } }),
})

/**
 * Deletes a virtual MFA device that isn't assigned. Errors: NoSuchEntity, DeleteConflict.
 * Source: "DeleteVirtualMFADevice".
 */
export const DeleteVirtualMFADevice = operation('iam', 'DeleteVirtualMFADevice', {
  needs: ({ account, input }) => ({
    resource: input.SerialNumber,
    context: tagContext(account.get('VirtualMFADevice', input.SerialNumber)?.tags ?? []),
  }),
  handle({ account, input }) {
    const device = findDevice(account, input.SerialNumber)
    if (device.ownerId !== undefined) throw deleteConflict('MFA VirtualDevice in use. Must deactivate first.')
    account.delete('VirtualMFADevice', device.serialNumber)
  },
})

/**
 * Lists the account's virtual MFA devices by assignment, including root's.
 * Source: IAM API Reference, "ListVirtualMFADevices".
 */
export const ListVirtualMFADevices = query('iam', 'ListVirtualMFADevices', {
  needs: ({ account }) => ({ resource: pathArn(account.accountId, 'mfa') }),
  handle({ account, input, lastUsed }) {
    const wanted = input.AssignmentStatus ?? 'Any'
    const devices = account
      .ordered('VirtualMFADevice')
      .filter(({ ownerId }) => wanted === 'Any' || (ownerId !== undefined) === (wanted === 'Assigned'))
    const { items, ...rest } = page(devices, input, (device) => device.serialNumber)
    const describe = ({ serialNumber, ownerId, enableDate }: Entity<'VirtualMFADevice'>): DeviceShape => {
      const user = ownerId === undefined ? undefined : account.get('User', ownerId)
      const owner =
        ownerId === account.accountId
          ? describeRoot('ListVirtualMFADevices', account, lastUsed)
          : user && describeUser('ListVirtualMFADevices', account, user, lastUsed)
      return answerWith('VirtualMFADevice', 'ListVirtualMFADevices', {
        SerialNumber: serialNumber,
        User: owner,
        EnableDate: enableDate,
      })
    }
    return { VirtualMFADevices: items.map(describe), ...rest }
  },
})

export const virtualMFADeviceOperations = [CreateVirtualMFADevice, DeleteVirtualMFADevice, ListVirtualMFADevices]
