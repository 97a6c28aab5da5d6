import type { Draft } from '../account/account.js'
import { passkeyArn } from '../account/arns.js'
import { base32 } from '../account/ids.js'
import { mfaDevicesOf } from '../account/mfa-devices.js'
import { QUOTA } from '../account/quotas.js'
import { entityAlreadyExists, quotaExceeded } from '../aws/aws-error.js'
import type { Context, Operation } from '../runner/operation.js'
import { mfaOwner } from './credential-owner.js'
import { checkOwnMfa } from './mfa-devices.js'
import { onUser } from './needs.js'

/** What WebAuthn has proven of a new authenticator. */
export interface ProvenPasskey {
  UserName: string | undefined
  deviceName: string
  credentialId: string
  publicKey: string
  counter: number
  transports: readonly string[]
}

const ID_BYTES = 16

/**
 * Enrols a passkey. At AWS only the console can, and the event is EnableMFADevice with the new serial number: so this
 * runs as that operation, with its permission, its quota of eight and its rule about one's own devices, but is not on
 * the wire. Source: IAM User Guide, "Assign a passkey or security key"; Service Authorization Reference (the condition
 * key iam:RegisterSecurityKey).
 */
export const EnablePasskey: Operation = {
  service: 'iam',
  name: 'EnableMFADevice',
  readOnly: false,
  needs: ({ account, caller, input }: Context<ProvenPasskey>) =>
    onUser(account, caller, input.UserName, { context: { 'iam:RegisterSecurityKey': 'Activate' } }),
  handle({ account, caller, input, now, random }: Context<ProvenPasskey, Draft>): { SerialNumber: string } {
    const owner = mfaOwner(account, caller, input.UserName)
    checkOwnMfa(account, caller, owner)
    if (mfaDevicesOf(account, owner.id).length >= QUOTA.MFADevicesPerUser) {
      throw quotaExceeded('MFADevicesPerUser', QUOTA.MFADevicesPerUser)
    }
    const { credentialId, publicKey, counter, transports } = input
    if (account.ordered('Passkey').some((passkey) => passkey.credentialId === credentialId)) {
      throw entityAlreadyExists('MFA Device is already in use.')
    }
    const id = `${input.deviceName}-${base32(random.bytes(ID_BYTES))}`
    const serialNumber = passkeyArn(account.accountId, owner.type === 'user' ? owner.user.userName : undefined, id)
    account.put('Passkey', {
      serialNumber,
      ownerId: owner.id,
      credentialId,
      publicKey,
      counter,
      transports,
      enableDate: now,
    })
    return { SerialNumber: serialNumber }
  },
  result: ({ SerialNumber }: { SerialNumber: string }) => ({ serialNumber: SerialNumber }),
}
