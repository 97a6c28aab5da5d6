import { z } from 'zod'
import { accountEntity } from '../../account/account.js'
import { hasMfaDevice } from '../../account/mfa-devices.js'
import type { NumberedRecord } from '../../account/request-record.js'
import { durationMs } from '../accounts/clock.js'
import { check, duration, type Evidence, noParameters } from './check.js'
import { isPrincipal, isReadByPage } from './lookups.js'

/** Root has an enabled MFA device. */
export const rootMfaEnabled = check({
  parameters: noParameters,
  names: ['EnableMFADevice', 'DeactivateMFADevice'],
  passes: ({ account }) => hasMfaDevice(account, account.accountId),
})

/** Root has at most `max` access keys, active or not. */
export const rootAccessKeys = check({
  parameters: z.strictObject({ max: z.int().min(0) }),
  names: ['CreateAccessKey', 'DeleteAccessKey'],
  passes: ({ account }, { max }) => account.where('AccessKey', 'owner', account.accountId).length <= max,
})

/** Root's password was set since the anchor, at least that strong by zxcvbn (0–4, taken when it was set). */
export const rootPasswordChanged = check({
  parameters: z.strictObject({ strengthMin: z.int().min(0).max(4).exactOptional() }),
  names: ['PasswordUpdated'],
  passes: ({ account, records }, { strengthMin = 0 }) =>
    accountEntity(account).rootPassword.score >= strengthMin &&
    records.some(
      ({ name, outcome, principal }) => name === 'PasswordUpdated' && outcome === 'success' && isPrincipal(principal, 'root'),
    ),
})

/**
 * Root did nothing after the first `grace`, on the account's clock: a named administrator works. What a page of the
 * console that was left open reads by itself is nobody's doing.
 */
export const rootUnusedFor = check({
  parameters: z.strictObject({ grace: duration }),
  names: ['*'],
  spoiledBy: (evidence, { grace }) => usedLate(evidence, grace),
  passes: (evidence, { grace }) => usedLate(evidence, grace) === undefined,
})

const usedLate = ({ records, openedAt }: Evidence, grace: string): NumberedRecord | undefined =>
  records.find(
    (record) => record.principal.type === 'Root' && record.time > openedAt + (durationMs(grace) ?? 0) && !isReadByPage(record),
  )
