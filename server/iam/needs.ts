import type { AccountView } from '../account/account.js'
import { groupArn, instanceProfileArn, roleArn, userArn } from '../account/arns.js'
import type { Caller } from '../account/caller.js'
import type { Tag } from '../account/entities.js'
import { foldName } from '../account/indexes.js'
import { groupNamed, roleNamed, userNamed } from '../account/named.js'
import type { Need } from '../runner/operation.js'
import { tagContext } from './tag-context.js'

/** What an operation adds to its need. `boundary`: `iam:PermissionsBoundary` is the entity's own, if it has one. */
type Addition = Partial<Need> & { boundary?: true }

/** Authorisation on a user that exists or not; AccessDenied prints `user <name>`. */
export function onUser(account: AccountView, caller: Caller, userName: string | undefined, addition: Addition = {}): Need {
  const name = userName ?? (caller.type === 'IAMUser' ? caller.userName : '')
  const user = userNamed(account, name)
  const resource = user ? userArn(account.accountId, user) : userArn(account.accountId, { path: '/', userName: name })
  return { resource, printed: `user ${name}`, ...added(addition, user) }
}

/** As onUser, for roles; the check of a role that does not exist runs on the ARN without a path, as at AWS. */
export function onRole(account: AccountView, roleName: string, addition: Addition = {}): Need {
  const role = roleNamed(account, roleName)
  const resource = roleArn(account.accountId, role ?? { path: '/', roleName })
  return { resource, printed: `role ${roleName}`, ...added(addition, role) }
}

function added(
  { boundary, ...need }: Addition,
  entity: { tags: readonly Tag[]; permissionsBoundary?: string } | undefined,
): Partial<Need> {
  const own = boundary && entity?.permissionsBoundary ? { 'iam:PermissionsBoundary': entity.permissionsBoundary } : {}
  return { ...need, context: { ...tagContext(entity?.tags ?? []), ...own, ...need.context } }
}

/** As onUser, for instance profiles. */
export function onInstanceProfile(account: AccountView, name: string, need: Partial<Need> = {}): Need {
  const [profile] = account.where('InstanceProfile', 'name', foldName(name))
  const resource = instanceProfileArn(account.accountId, profile ?? { path: '/', instanceProfileName: name })
  const context = { ...tagContext(profile?.tags ?? []), ...need.context }
  return { resource, printed: `instance profile ${name}`, ...need, context }
}

/** As onUser, for groups. */
export function onGroup(account: AccountView, groupName: string, need: Partial<Need> = {}): Need {
  const group = groupNamed(account, groupName)
  const resource = groupArn(account.accountId, group ?? { path: '/', groupName })
  return { resource, printed: `group ${groupName}`, ...need }
}
