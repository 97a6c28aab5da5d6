import { z } from 'zod'
import { accountEntity } from '../../account/account.js'
import { hasMfaDevice } from '../../account/mfa-devices.js'
import type { NumberedRecord } from '../../account/request-record.js'
import { durationMs } from '../format/duration.js'
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

const strength = z.int().min(0).max(4).exactOptional()

/**
 * Root's password was set since the anchor, and is as strong by zxcvbn as asked for (0–4, taken when it was set). If the
 * estimate came too late, the password counts as neither strong nor weak: the page asks the learner to set it again.
 */
export const rootPasswordChanged = check({
  parameters: z.strictObject({ strengthMin: strength, strengthMax: strength }),
  names: ['PasswordUpdated'],
  passes: ({ account, records }, { strengthMin, strengthMax }) =>
    isBetween(accountEntity(account).rootPassword.score, strengthMin, strengthMax) &&
    records.some(
      ({ name, outcome, principal }) => name === 'PasswordUpdated' && outcome === 'success' && isPrincipal(principal, 'root'),
    ),
})

function isBetween(score: number | undefined, min: number | undefined, max: number | undefined): boolean {
  if (min === undefined && max === undefined) return true
  return score !== undefined && score >= (min ?? 0) && score <= (max ?? 4)
}

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
