import { accountEntity } from '../../account/account.js'
import { SINGLETON } from '../../account/entities.js'
import { hasMfaDevice } from '../../account/mfa-devices.js'
import { durationMs } from '../accounts/clock.js'
import { type Check, type Evidence, type Matcher, matches } from './check.js'

/** The account has an alias, or this one. */
export const accountAlias: Check<{ alias?: Matcher }> = {
  names: ['CreateAccountAlias', 'DeleteAccountAlias'],
  passes: ({ account }, { alias }) => {
    const present = accountEntity(account).alias
    return present !== undefined && matches(present, alias)
  },
}

interface PasswordPolicyParameters {
  exists?: boolean
  minLength?: Matcher
  upper?: boolean
  lower?: boolean
  number?: boolean
  symbol?: boolean
  maxAgeDays?: Matcher
  reuse?: Matcher
  allowSelfChange?: boolean
  hardExpiry?: boolean
}

/** Each given field of the account's password policy is as wanted. */
export const passwordPolicy: Check<PasswordPolicyParameters> = {
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
}

const STATUS: Record<string, (account: Evidence['account']) => boolean> = {
  'root-mfa': (account) => hasMfaDevice(account, account.accountId),
  'root-no-keys': (account) => account.where('AccessKey', 'owner', account.accountId).length === 0,
  'individual-users': (account) => account.count('User') > 0,
  'groups-used': (account) => account.ordered('User').some(({ groups }) => groups.length > 0),
  'password-policy': (account) => account.get('AccountPasswordPolicy', SINGLETON) !== undefined,
}

/** Each listed line of the dashboard's Security Status is green. */
export const securityStatus: Check<{ items: string[] }> = {
  names: ['*'],
  passes: ({ account }, { items }) => items.every((item) => STATUS[item]?.(account) ?? false),
}

/** The account's clock was moved ahead, at least that far. */
export const clockMoved: Check<{ min: string }> = {
  names: ['*'],
  passes: ({ account }, { min }) => accountEntity(account).clockOffset >= (durationMs(min) ?? Number.POSITIVE_INFINITY),
}

/** A credential report was generated and fetched since the anchor. */
export const credentialReportRead: Check<{ user?: string }> = {
  names: ['GetCredentialReport'],
  passes: ({ records }, { user }) =>
    records.some(
      ({ name, outcome, principal }) =>
        name === 'GetCredentialReport' && outcome === 'success' && (user === undefined || principal.userName === user),
    ),
}
