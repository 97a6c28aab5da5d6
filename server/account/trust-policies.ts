import { readPolicy } from '../authorization/grammar.js'
import type { AccountView, Entity } from './account.js'
import { accountOfArn, roleArn, userArn } from './arns.js'
import { roleNamed, userNamed } from './named.js'

/**
 * Principals in trust policies. IAM keeps a user or role by unique id: a renamed one stays trusted, and of a deleted one
 * the id is left, so that nobody is trusted for having its name. Source: IAM User Guide, "IAM identifiers", and
 * "AWS JSON policy elements: Principal".
 */

/** A principal that this account does not have. */
export class UnknownPrincipal extends Error {
  override readonly name = 'UnknownPrincipal'
  constructor(readonly principal: string) {
    super(principal)
  }
}

/** The text as it is kept: ARNs of this account's users and roles turned into unique ids. Throws UnknownPrincipal. */
export const keptTrustPolicy = (account: AccountView, text: string): string =>
  withPrincipals(text, (principal) => idOf(account, principal))

/** The text as it is shown and evaluated: ids turned back into the ARNs of today. */
export const shownTrustPolicy = (account: AccountView, role: Entity<'Role'>): string =>
  withPrincipals(role.trustPolicy, (principal) => arnOfId(account, principal) ?? principal)

/** A text that is no policy stays as it is: an older version let such a one in from a file. */
function withPrincipals(text: string, change: (principal: string) => string): string {
  if (readPolicy(text) === undefined) return text
  const policy = JSON.parse(text) as { Statement: unknown }
  const statements = (Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement]) as Record<string, unknown>[]
  for (const statement of statements) {
    for (const element of ['Principal', 'NotPrincipal']) {
      const principals = statement[element] as { AWS?: string | string[] } | string | undefined
      if (typeof principals !== 'object' || principals.AWS === undefined) continue
      const { AWS: names } = principals
      statement[element] = { ...principals, AWS: Array.isArray(names) ? names.map(change) : change(names) }
    }
  }
  return JSON.stringify(policy)
}

const UNIQUE_ID = /^A(IDA|ROA)[A-Z2-7]{17}$/

function idOf(account: AccountView, principal: string): string {
  if (principal === '*' || /^\d{12}$/.test(principal)) return principal
  if (UNIQUE_ID.test(principal)) {
    if (arnOfId(account, principal) === undefined) throw new UnknownPrincipal(principal)
    return principal
  }
  const match =
    /^arn:aws[\w-]*:(?:iam::\d{12}:(?:root|(user|role)\/(?:[\x21-\x7e]*\/)?([\w+=,.@-]+))|sts::\d{12}:(?:assumed-role|federated-user)\/.+)$/.exec(
      principal,
    )
  if (!match) throw new UnknownPrincipal(principal)
  const [, type, name = ''] = match
  if (type === undefined || accountOfArn(principal) !== account.accountId) return principal
  const id = type === 'user' ? userId(account, name, principal) : roleId(account, name, principal)
  if (id === undefined) throw new UnknownPrincipal(principal)
  return id
}

function userId(account: AccountView, name: string, arn: string): string | undefined {
  const user = userNamed(account, name)
  return user && userArn(account.accountId, user) === arn ? user.userId : undefined
}

function roleId(account: AccountView, name: string, arn: string): string | undefined {
  const role = roleNamed(account, name)
  return role && roleArn(account.accountId, role) === arn ? role.roleId : undefined
}

function arnOfId(account: AccountView, id: string): string | undefined {
  if (id.startsWith('AIDA')) {
    const user = account.get('User', id)
    return user && userArn(account.accountId, user)
  }
  const role = id.startsWith('AROA') ? account.get('Role', id) : undefined
  return role && roleArn(account.accountId, role)
}
