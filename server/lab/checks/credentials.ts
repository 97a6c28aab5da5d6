import { mfaDevicesOf } from '../../account/mfa-devices.js'
import type { Check } from './check.js'
import { ownerId, type Who } from './lookups.js'

interface KeyCount extends Who {
  status?: 'Active' | 'Inactive' | 'any'
  min?: number
  max?: number
}

/** The number of access keys is in range. */
export const accessKeyCount: Check<KeyCount> = {
  names: ['CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey'],
  passes: ({ account }, { status = 'any', min = 0, max = Number.POSITIVE_INFINITY, ...who }) => {
    const owner = ownerId(account, who)
    const keys = owner === undefined ? [] : account.where('AccessKey', 'owner', owner)
    const count = keys.filter((key) => status === 'any' || key.status === status).length
    return count >= min && count <= max
  },
}

/** At least `min` (1) enabled devices. */
export const mfaEnabled: Check<Who & { min?: number }> = {
  names: ['EnableMFADevice', 'DeactivateMFADevice'],
  passes: ({ account }, { min = 1, ...who }) => {
    const owner = ownerId(account, who)
    return owner !== undefined && mfaDevicesOf(account, owner).length >= min
  },
}
