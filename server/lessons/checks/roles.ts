import { z } from 'zod'
import type { AccountView, Entity } from '../../account/account.js'
import { userArn } from '../../account/arns.js'
import { roleNamed, userNamed } from '../../account/named.js'
import { shownTrustPolicy } from '../../account/trust-policies.js'
import { evaluate } from '../../authorization/evaluate.js'
import { check } from './check.js'
import { isPrincipal, isSessionOf } from './lookups.js'

export const roleExists = check({
  parameters: z.strictObject({ name: z.string() }),
  names: ['CreateRole', 'UpdateRole', 'DeleteRole'],
  passes: ({ account }, { name }) => roleNamed(account, name) !== undefined,
})

/**
 * The evaluator says that the role's trust policy takes this principal; with `requires…`, and not without that. Who
 * trusts the account as a whole trusts nobody of another one.
 */
export const roleTrust = check({
  parameters: z.strictObject({
    role: z.string(),
    /** A user's name, `account`: the account as a whole, or `other-account`: the other one of the lesson as a whole. */
    principal: z.string(),
    requiresMfa: z.boolean().exactOptional(),
    requiresExternalId: z.boolean().exactOptional(),
  }),
  names: ['CreateRole', 'UpdateAssumeRolePolicy', 'DeleteRole', 'CreateUser'],
  passes: ({ account, partner }, { role: name, principal, requiresMfa, requiresExternalId }) => {
    const role = roleNamed(account, name)
    const whose = principal === 'other-account' ? partner?.account.accountId : account.accountId
    if (!role || whose === undefined) return false
    const asWhole = principal === 'account' || principal === 'other-account'
    const arn = asWhole ? anybody(whose) : userArnOf(account, principal)
    if (arn === undefined) return false
    const mfa = { 'aws:multifactorauthpresent': 'true' }
    const id = { 'sts:externalid': anyId(role.trustPolicy) }
    const trusts = (context: Record<string, string>) => trusted(account, role, arn, context, whose)
    return (
      trusts({ ...mfa, ...id }) &&
      (!asWhole || !trusted(account, role, anybody(ELSEWHERE), { ...mfa, ...id }, ELSEWHERE)) &&
      (requiresMfa === undefined || !trusts(id) === requiresMfa) &&
      (requiresExternalId === undefined || !trusts(mfa) === requiresExternalId)
    )
  },
})

function userArnOf(account: AccountView, name: string): string | undefined {
  const user = userNamed(account, name)
  return user && userArn(account.accountId, user)
}

/** An account of somebody else's. AWS's documents use it for examples. */
const ELSEWHERE = '111122223333'

/** Who is named by the account alone needs a permission of their own too: whether they have it is not asked here. */
const ANYTHING = {
  name: 'anything',
  document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
}

/** Somebody of the account whom no policy names: who is trusted with them is the account as a whole. */
const anybody = (accountId: string): string => userArn(accountId, { path: '/', userName: 'anybody-at-all' })

/** The id that the policy asks for, so that whether it asks can be told. */
const anyId = (policy: string): string => /"sts:ExternalId"\s*:\s*\[?\s*"([^"]*)"/i.exec(policy)?.[1] ?? ''

function trusted(
  account: AccountView,
  role: Entity<'Role'>,
  principal: string,
  context: Record<string, string>,
  principalAccount = account.accountId,
): boolean {
  const { effect } = evaluate(
    { identity: [ANYTHING], trust: { name: 'trust', document: shownTrustPolicy(account, role) } },
    {
      principal,
      principalAccount,
      action: 'sts:AssumeRole',
      resource: '*',
      resourceAccount: account.accountId,
      context: { ...context, 'aws:principalarn': principal, 'aws:principalaccount': principalAccount },
    },
  )
  return effect === 'allowed'
}

const isRole = (arn: unknown, name: string): boolean => String(arn).toLowerCase().endsWith(`/${name.toLowerCase()}`)

/** The role was assumed, by a call or by switching in the console, and its session made a call that succeeded. */
export const roleAssumed = check({
  parameters: z.strictObject({
    role: z.string(),
    by: z.string().exactOptional(),
    mfaPresent: z.boolean().exactOptional(),
  }),
  names: ['*'],
  passes: ({ records }, { role, by, mfaPresent }) => {
    const assumed = records.find(
      ({ name, outcome, params, principal }) =>
        name === 'AssumeRole' &&
        outcome === 'success' &&
        isRole(params.roleArn, role) &&
        isPrincipal(principal, by) &&
        (mfaPresent === undefined || (principal.mfaPresent ?? false) === mfaPresent),
    )
    if (!assumed) return false
    return records.some(
      ({ sequence, outcome, principal }) =>
        sequence > assumed.sequence && outcome === 'success' && isSessionOf(principal, role),
    )
  },
})

/** A call was refused because the session of this role, which somebody (`by`) assumed by a call, had expired. */
export const sessionExpired = check({
  parameters: z.strictObject({ role: z.string(), by: z.string().exactOptional() }),
  names: ['*'],
  passes: ({ refusals, records }, { role, by }) => {
    const sessions = records.flatMap(({ name, outcome, params, principal, result }) => {
      const { credentials } = (result ?? {}) as { credentials?: { accessKeyId?: string } }
      const wanted =
        name === 'AssumeRole' && outcome === 'success' && isRole(params.roleArn, role) && isPrincipal(principal, by)
      return wanted && credentials?.accessKeyId ? [credentials.accessKeyId] : []
    })
    return refusals.some(({ errorCode, accessKeyId = '' }) => /^ExpiredToken/.test(errorCode) && sessions.includes(accessKeyId))
  },
})
