import type { AccountView, Entity } from '../account/account.js'
import type { Caller } from '../account/caller.js'
import { hasMfaDevice, mfaDevicesOf } from '../account/mfa-devices.js'
import { QUOTA } from '../account/quotas.js'
import { accessDenied, entityAlreadyExists, invalidAuthenticationCode, noSuchEntity, quotaExceeded } from '../aws/aws-error.js'
import { guessed } from '../credentials/guesses.js'
import { factsOf, spent, verifyPair } from '../credentials/totp.js'
import { type Context, operation, query } from '../runner/operation.js'
import { StaleRead } from '../runner/stale-read.js'
import { checkSerialNumber } from './arn-form.js'
import { type CredentialOwner, credentialOwner, mfaOwner } from './credential-owner.js'
import { onUser } from './needs.js'
import { page } from './pagination.js'
import { findDevice, noDevice } from './virtual-mfa-devices.js'

/** The owner's own device. Source of the message for somebody else's: an imitator of IAM. */
function assignedDevice<D extends { ownerId?: string }>(device: D | undefined, ownerId: string, serialNumber: string): D {
  if (!device) throw noDevice(serialNumber)
  if (device.ownerId !== ownerId) throw noSuchEntity('MFA Device invalid for user.')
  return device
}

/**
 * Whoever has a device changes their own devices only from a session that showed MFA. An administrator acting on
 * another user passes, and so does the first device. Source: public reports of 2025–26 (CLI and console).
 */
export function checkOwnMfa(account: AccountView, caller: Caller, owner: CredentialOwner): void {
  if (caller.userId !== owner.id || caller.credential.mfaPresent) return
  if (!hasMfaDevice(account, owner.id)) return
  throw accessDenied(
    'To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.',
    'mfa-session-needed',
  )
}

interface Codes {
  AuthenticationCode1: string
  AuthenticationCode2: string
}

/** Throws a refusal of a wrong pair in AWS's words, with the private reason. */
function acceptedPair(
  device: Entity<'VirtualMFADevice'>,
  { input, realNow, attempt }: Context<Codes>,
): { step: number; drift: number } {
  if (!attempt) throw new StaleRead()
  const result = verifyPair(device, input.AuthenticationCode1, input.AuthenticationCode2, realNow)
  if (result.accepted) {
    attempt.right()
    return result
  }
  const facts = factsOf(result, device, realNow)
  throw invalidAuthenticationCode('Authentication code for device is not valid.', result.reason, facts)
}

/** The device and its owner to be. Throws whatever stands in the way before anybody compares codes. */
function toEnable({ account, caller, input }: Context<{ UserName: string; SerialNumber: string }>): {
  owner: CredentialOwner
  device: Entity<'VirtualMFADevice'>
} {
  checkSerialNumber(input.SerialNumber)
  const owner = mfaOwner(account, caller, input.UserName)
  const device = findDevice(account, input.SerialNumber)
  checkOwnMfa(account, caller, owner)
  if (device.ownerId !== undefined) throw entityAlreadyExists('MFA Device is already in use.')
  if (mfaDevicesOf(account, owner.id).length >= QUOTA.MFADevicesPerUser) {
    throw quotaExceeded('MFADevicesPerUser', QUOTA.MFADevicesPerUser)
  }
  return { owner, device }
}

/**
 * Assigns an MFA device to a user after two consecutive codes. Limit: 8 per user. Errors: NoSuchEntity, EntityAlreadyExists
 * (in use), InvalidAuthenticationCode, LimitExceeded, AccessDenied (no MFA in the session).
 * @differs If root signs, a UserName equal to the account ID means root.
 * Source: IAM API Reference, "EnableMFADevice".
 */
export const EnableMFADevice = operation('iam', 'EnableMFADevice', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  guesses(context) {
    const { owner, device } = toEnable(context)
    return guessed.device(context.account, device.serialNumber, owner.id)
  },
  handle(context) {
    const { account, now } = context
    const { owner, device } = toEnable(context)
    account.put('VirtualMFADevice', { ...spent(device, acceptedPair(device, context)), ownerId: owner.id, enableDate: now })
  },
})

/**
 * Takes an MFA device away from its user; a virtual device stays, unassigned, but a passkey is deleted. Errors:
 * NoSuchEntity, AccessDenied.
 * Source: "DeactivateMFADevice".
 */
export const DeactivateMFADevice = operation('iam', 'DeactivateMFADevice', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, caller, input }) {
    const { SerialNumber: serialNumber } = input
    checkSerialNumber(serialNumber)
    const owner = mfaOwner(account, caller, input.UserName)
    const assigned = assignedDevice(anyDevice(account, serialNumber), owner.id, serialNumber)
    checkOwnMfa(account, caller, owner)
    if ('credentialId' in assigned) {
      account.delete('Passkey', serialNumber)
      return
    }
    const { ownerId: _owner, enableDate: _date, ...device } = assigned
    account.put('VirtualMFADevice', device)
  },
})

/** A passkey has no clock to learn about. */
function toResync({
  account,
  caller,
  input,
}: Pick<Context<{ UserName: string; SerialNumber: string }>, 'account' | 'caller' | 'input'>) {
  const { SerialNumber: serialNumber } = input
  checkSerialNumber(serialNumber)
  const owner = mfaOwner(account, caller, input.UserName)
  return { owner, device: assignedDevice(account.get('VirtualMFADevice', serialNumber), owner.id, serialNumber) }
}

/**
 * Learns from two consecutive codes how far a device's clock is off. Errors: NoSuchEntity, InvalidAuthenticationCode.
 * Source: "ResyncMFADevice".
 */
export const ResyncMFADevice = operation('iam', 'ResyncMFADevice', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  guesses({ account, caller, input }) {
    const { owner, device } = toResync({ account, caller, input })
    return guessed.device(account, device.serialNumber, owner.id)
  },
  handle(context) {
    const { device } = toResync(context)
    context.account.put('VirtualMFADevice', spent(device, acceptedPair(device, context)))
  },
})

const anyDevice = (account: AccountView, serialNumber: string) =>
  account.get('VirtualMFADevice', serialNumber) ?? account.get('Passkey', serialNumber)

/**
 * Returns an assigned MFA device; without a user name, the device can belong to any user. Errors: NoSuchEntity.
 * Source: "GetMFADevice".
 */
export const GetMFADevice = query('iam', 'GetMFADevice', {
  needs({ account, caller, input }) {
    const { ownerId } = anyDevice(account, input.SerialNumber) ?? {}
    const owner = ownerId === undefined ? undefined : account.get('User', ownerId)
    return onUser(account, caller, input.UserName ?? owner?.userName)
  },
  handle({ account, caller, input }) {
    checkSerialNumber(input.SerialNumber)
    const device = anyDevice(account, input.SerialNumber)
    const wanted = input.UserName === undefined ? device?.ownerId : credentialOwner(account, caller, input.UserName).id
    if (device?.ownerId === undefined || device.ownerId !== wanted) {
      throw noSuchEntity(`MFA device with serial number ${input.SerialNumber} cannot be found.`)
    }
    const { serialNumber, enableDate = 0, ownerId } = device
    return {
      UserName: account.get('User', ownerId)?.userName ?? account.accountId,
      SerialNumber: serialNumber,
      EnableDate: enableDate,
    }
  },
})

/** Lists the MFA devices that are assigned to a user. Errors: NoSuchEntity. Source: IAM API Reference, "ListMFADevices". */
export const ListMFADevices = query('iam', 'ListMFADevices', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, caller, input }) {
    const owner = credentialOwner(account, caller, input.UserName)
    const devices = mfaDevicesOf(account, owner.id)
    const { items, ...rest } = page(devices, input, (device) => device.serialNumber)
    const UserName = owner.type === 'user' ? owner.user.userName : account.accountId
    return {
      MFADevices: items.map(({ serialNumber, enableDate }) => ({
        UserName,
        SerialNumber: serialNumber,
        EnableDate: enableDate,
      })),
      ...rest,
    }
  },
})

export const mfaDeviceOperations = [EnableMFADevice, DeactivateMFADevice, ResyncMFADevice, GetMFADevice, ListMFADevices]
