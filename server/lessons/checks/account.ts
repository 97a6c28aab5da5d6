import { z } from 'zod'
import { accountEntity } from '../../account/account.js'
import { SINGLETON } from '../../account/entities.js'
import { hasMfaDevice } from '../../account/mfa-devices.js'
import { durationMs } from '../format/duration.js'
import { check, childCheck, duration, type Evidence, matcher, matches } from './check.js'

/** The account has an alias, or this one. */
export const accountAlias = check({
  parameters: z.strictObject({ alias: matcher.exactOptional() }),
  names: ['CreateAccountAlias', 'DeleteAccountAlias'],
  passes: ({ account }, { alias }) => {
    const present = accountEntity(account).alias
    return present !== undefined && matches(present, alias)
  },
})

/** Each given field of the account's password policy is as wanted. */
export const passwordPolicy = check({
  parameters: z.strictObject({
    exists: z.boolean().exactOptional(),
    minLength: matcher.exactOptional(),
    upper: z.boolean().exactOptional(),
    lower: z.boolean().exactOptional(),
    number: z.boolean().exactOptional(),
    symbol: z.boolean().exactOptional(),
    maxAgeDays: matcher.exactOptional(),
    reuse: matcher.exactOptional(),
    allowSelfChange: z.boolean().exactOptional(),
    hardExpiry: z.boolean().exactOptional(),
  }),
  names: ['UpdateAccountPasswordPolicy', 'DeleteAccountPasswordPolicy'],
  passes: ({ account }, { exists = true, ...wanted }) => {
    const policy = account.get('AccountPasswordPolicy', SINGLETON)
    if (!policy) return !exists
    return (
      exists &&
      matches(policy.minimumPasswordLength, wanted.minLength) &&
      matches(policy.requireUppercaseCharacters, wanted.upper) &&
      matches(policy.requireLowercaseCharacters, wanted.lower) &&
      matches(policy.requireNumbers, wanted.number) &&
      matches(policy.requireSymbols, wanted.symbol) &&
      matches(policy.maxPasswordAge, wanted.maxAgeDays) &&
      matches(policy.passwordReusePrevention, wanted.reuse) &&
      matches(policy.allowUsersToChangePassword, wanted.allowSelfChange) &&
      matches(policy.hardExpiry, wanted.hardExpiry)
    )
  },
})

const STATUS = {
  'root-mfa': (account: Evidence['account']) => hasMfaDevice(account, account.accountId),
  'root-no-keys': (account: Evidence['account']) => account.where('AccessKey', 'owner', account.accountId).length === 0,
  'individual-users': (account: Evidence['account']) => account.count('User') > 0,
  'groups-used': (account: Evidence['account']) => account.ordered('User').some(({ groups }) => groups.length > 0),
  'password-policy': (account: Evidence['account']) => account.get('AccountPasswordPolicy', SINGLETON) !== undefined,
}

/** Each listed line of the dashboard's Security Status is green. */
export const securityStatus = check({
  parameters: z.strictObject({ items: z.array(z.enum(Object.keys(STATUS) as (keyof typeof STATUS)[])).min(1) }),
  names: ['*'],
  passes: ({ account }, { items }) => items.every((item) => STATUS[item](account)),
})

/** So much time has gone by on the account's clock since the step was opened, or since the newest such event. */
export const clockMoved = check({
  parameters: z.strictObject({ min: duration, after: childCheck.exactOptional() }),
  names: ['*'],
  passes: (evidence, { min, after }, evaluate) => {
    const { now, openedAt, records } = evidence
    const event = after && records.findLast((record) => evaluate(after, { ...evidence, records: [record], refusals: [] }))
    const from = after ? event?.time : openedAt
    return from !== undefined && now - from >= (durationMs(min) ?? Number.POSITIVE_INFINITY)
  },
})

/** A credential report was generated and fetched since the anchor. */
export const credentialReportRead = check({
  parameters: z.strictObject({ user: z.string().exactOptional() }),
  names: ['GetCredentialReport'],
  passes: ({ records }, { user }) =>
    records.some(
      ({ name, outcome, principal }) =>
        name === 'GetCredentialReport' && outcome === 'success' && (user === undefined || principal.userName === user),
    ),
})
