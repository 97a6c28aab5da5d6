import { z } from 'zod'
import { DAY_MS } from '../../account/durations.js'
import { mfaDevicesOf } from '../../account/mfa-devices.js'
import type { NumberedRecord } from '../../account/request-record.js'
import { check, range } from './check.js'
import { accessKeysOf, NAMES_ONE, namesOne, ownerId, who } from './lookups.js'

const status = z.enum(['Active', 'Inactive', 'any']).exactOptional()

/** The number of access keys is in range. */
export const accessKeyCount = check({
  parameters: z.strictObject({ ...who, status, ...range }).refine(namesOne, NAMES_ONE),
  names: ['CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey'],
  passes: ({ account }, { status = 'any', min = 0, max = Number.POSITIVE_INFINITY, ...owner }) => {
    const count = accessKeysOf(account, owner).filter((key) => status === 'any' || key.status === status).length
    return count >= min && count <= max
  },
})

/** At least `min` (1) enabled devices. */
export const mfaEnabled = check({
  parameters: z.strictObject({ ...who, min: range.min }).refine(namesOne, NAMES_ONE),
  names: ['EnableMFADevice', 'DeactivateMFADevice'],
  passes: ({ account }, { min = 1, ...whose }) => {
    const owner = ownerId(account, whose)
    return owner !== undefined && mfaDevicesOf(account, owner).length >= min
  },
})

/** A virtual device of this name exists; `assigned`: to somebody (`yes`), to nobody (`no`), or `any`. */
export const mfaDeviceExists = check({
  parameters: z.strictObject({ name: z.string(), assigned: z.enum(['yes', 'no', 'any']).exactOptional() }),
  names: ['CreateVirtualMFADevice', 'EnableMFADevice', 'DeactivateMFADevice', 'DeleteVirtualMFADevice'],
  passes: ({ account }, { name, assigned = 'any' }) =>
    account
      .ordered('VirtualMFADevice')
      .some(
        ({ serialNumber, ownerId }) =>
          serialNumber.endsWith(`:mfa/${name}`) && (assigned === 'any' || (ownerId !== undefined) === (assigned === 'yes')),
      ),
})

/** Everybody with a console password has an MFA device; `except`: who needs none. */
export const consoleUsersHaveMfa = check({
  parameters: z.strictObject({ except: z.array(z.string()).exactOptional() }),
  names: ['*'],
  passes: ({ account }, { except = [] }) =>
    account
      .ordered('User')
      .filter(({ userId, userName }) => account.get('LoginProfile', userId) !== undefined && !except.includes(userName))
      .every(({ userId }) => mfaDevicesOf(account, userId).length > 0),
})

/** A device was brought back into step since the anchor. */
export const mfaResynced = check({
  parameters: z.strictObject({ user: z.string() }),
  names: ['ResyncMFADevice'],
  passes: ({ records }, { user }) =>
    records.some(
      ({ name, outcome, params }) => name === 'ResyncMFADevice' && outcome === 'success' && params.userName === user,
    ),
})

/** No key of the user, or of anybody, is older than `maxDays` on the account's clock. */
export const accessKeyAge = check({
  parameters: z.strictObject({ user: z.string().exactOptional(), status, maxDays: z.number().min(0) }),
  names: ['*'],
  passes: ({ account, now }, { user, status = 'Active', maxDays }) => {
    const owner = user === undefined ? undefined : ownerId(account, { user })
    return account
      .ordered('AccessKey')
      .filter((key) => (user === undefined || key.ownerId === owner) && (status === 'any' || key.status === status))
      .every(({ createDate }) => now - createDate <= maxDays * DAY_MS)
  },
})

/** A call was signed with the user's newest or oldest key since the anchor, and succeeded. */
export const accessKeyUsed = check({
  parameters: z.strictObject({ user: z.string(), key: z.enum(['newest', 'oldest']) }),
  names: ['*'],
  passes: ({ account, records }, { user, key: which }) => {
    const [oldest, ...newer] = accessKeysOf(account, { user })
    const key = which === 'oldest' ? oldest : newer.at(-1)
    return (
      key !== undefined &&
      records.some(({ outcome, principal }) => outcome === 'success' && principal.accessKeyId === key.accessKeyId)
    )
  },
})

/** A new key was made and used, then another one deactivated, then deleted: in that order, since the anchor. */
export const accessKeyRotated = check({
  parameters: z.strictObject({ user: z.string() }),
  names: ['DeleteAccessKey'],
  passes: ({ records }, { user }) => {
    const done = records.filter(({ outcome }) => outcome === 'success')
    const created = done.find(({ name, params }) => name === 'CreateAccessKey' && params.userName === user)
    const newKey = (created?.result as { accessKey?: { accessKeyId?: string } } | undefined)?.accessKey?.accessKeyId
    const after = (sequence: number | undefined, wanted: (record: NumberedRecord) => boolean) =>
      sequence === undefined ? undefined : done.find((record) => record.sequence > sequence && wanted(record))
    const used = after(created?.sequence, ({ principal }) => principal.accessKeyId === newKey)
    const off = after(
      used?.sequence,
      ({ name, params }) => name === 'UpdateAccessKey' && params.status === 'Inactive' && params.accessKeyId !== newKey,
    )
    return (
      after(
        off?.sequence,
        ({ name, params }) => name === 'DeleteAccessKey' && params.accessKeyId === off?.params.accessKeyId,
      ) !== undefined
    )
  },
})
