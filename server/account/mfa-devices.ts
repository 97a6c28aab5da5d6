import type { AccountView } from './account.js'
import type { Instant } from './ports.js'

/** An MFA device of any type, as lists show it. */
export interface MfaDevice {
  serialNumber: string
  enableDate: Instant
}

/** The devices assigned to a user (by user id) or to root (by account id), in the order they were assigned. */
export function mfaDevicesOf(account: AccountView, ownerId: string): MfaDevice[] {
  return [...account.where('VirtualMFADevice', 'owner', ownerId), ...account.where('Passkey', 'owner', ownerId)]
    .map(({ serialNumber, enableDate = 0 }) => ({ serialNumber, enableDate }))
    .sort((a, b) => a.enableDate - b.enableDate)
}

export const hasMfaDevice = (account: AccountView, ownerId: string): boolean => mfaDevicesOf(account, ownerId).length > 0
