import { z } from 'zod'
import { SINGLETON } from '../../account/entities.js'
import { groupNamed, roleNamed, userNamed } from '../../account/named.js'
import { passwordExpired as expired } from '../../credentials/password-rules.js'
import { check } from './check.js'
import { isPrincipal } from './lookups.js'

const named = z.strictObject({ name: z.string() })
const is = z.boolean().exactOptional()

export const userExists = check({
  parameters: named,
  names: ['CreateUser', 'UpdateUser', 'DeleteUser'],
  passes: ({ account }, { name }) => userNamed(account, name) !== undefined,
})

export const userAbsent = check({
  parameters: named,
  names: ['CreateUser', 'UpdateUser', 'DeleteUser'],
  passes: ({ account }, { name }) => userNamed(account, name) === undefined,
})

/** What the console itself attaches to a user who shall change a first password: no right that a group should carry. */
const OWN_PASSWORD = 'arn:aws:iam::aws:policy/IAMUserChangePassword'

/** The users have no policy of their own, attached or inline: what they may do comes by groups. */
export const noDirectUserPolicies = check({
  parameters: z.strictObject({ users: z.array(z.string()).min(1) }),
  names: ['AttachUserPolicy', 'DetachUserPolicy', 'PutUserPolicy', 'DeleteUserPolicy', 'CreateUser', 'DeleteUser'],
  passes: ({ account }, { users }) =>
    users.every((name) => {
      const user = userNamed(account, name)
      if (user === undefined) return true
      const attached = user.attachedPolicies.filter((arn) => arn !== OWN_PASSWORD)
      return attached.length + Object.keys(user.inlinePolicies).length === 0
    }),
})

/**
 * A user's password was changed since the anchor, by themselves or by an administrator. `expired`: when it was past the
 * age that the account's policy allows.
 */
export const passwordChangedBy = check({
  parameters: z.strictObject({ user: z.string(), by: z.enum(['self', 'admin']), expired: z.literal(true).exactOptional() }),
  names: ['ChangePassword', 'UpdateLoginProfile'],
  passes: ({ account, records, openedAt }, { user, by, expired: late = false }) => {
    const policy = account.get('AccountPasswordPolicy', SINGLETON)
    const changes = records.filter(
      ({ name, outcome, principal, params }) =>
        outcome === 'success' &&
        ((name === 'ChangePassword' && isPrincipal(principal, user)) ||
          (/^(Create|Update)LoginProfile$/.test(name) && params.userName === user)),
    )
    return changes.some(({ name, principal, time }, index) => {
      const own = isPrincipal(principal, user)
      const wanted = by === 'self' ? name === 'ChangePassword' && own : name === 'UpdateLoginProfile' && !own
      // The policy is today's: it says nothing of a change that others have followed.
      const newest = index === changes.length - 1
      return wanted && (!late || (newest && expired(policy, changes[index - 1]?.time ?? openedAt, time)))
    })
  },
})

export const groupExists = check({
  parameters: named,
  names: ['CreateGroup', 'UpdateGroup', 'DeleteGroup'],
  passes: ({ account }, { name }) => groupNamed(account, name) !== undefined,
})

/** Membership equals `is`; a missing user or group is no member. */
export const groupMember = check({
  parameters: z.strictObject({ user: z.string(), group: z.string(), is }),
  names: ['AddUserToGroup', 'RemoveUserFromGroup', 'DeleteUser', 'UpdateUser', 'UpdateGroup'],
  passes: ({ account }, { user, group, is: wanted = true }) => {
    const found = groupNamed(account, group)
    const member = found !== undefined && (userNamed(account, user)?.groups.includes(found.groupId) ?? false)
    return member === wanted
  },
})

const optional = z.string().exactOptional()
const given = (...names: (string | undefined)[]): number => names.filter((name) => name !== undefined).length
const isPolicy = (arn: string, policy: string): boolean => arn === policy || arn.endsWith(`/${policy}`)

/** Attached directly to the user, group, or role; `policy` is an ARN or a name. */
export const policyAttached = check({
  parameters: z
    .strictObject({ user: optional, group: optional, role: optional, policy: z.string() })
    .refine(({ user, group, role }) => given(user, group, role) === 1, 'give either `user`, `group`, or `role`'),
  names: [
    'AttachUserPolicy',
    'DetachUserPolicy',
    'AttachGroupPolicy',
    'DetachGroupPolicy',
    'AttachRolePolicy',
    'DetachRolePolicy',
  ],
  passes: ({ account }, { user, group, role, policy }) => {
    const carrier =
      user !== undefined
        ? userNamed(account, user)
        : role !== undefined
          ? roleNamed(account, role)
          : groupNamed(account, group ?? '')
    return carrier?.attachedPolicies.some((arn) => isPolicy(arn, policy)) ?? false
  },
})

/** This policy, by ARN or name, is the permissions boundary of the user or role. */
export const permissionsBoundary = check({
  parameters: z
    .strictObject({ user: optional, role: optional, policy: z.string() })
    .refine(({ user, role }) => given(user, role) === 1, 'give either `user` or `role`'),
  names: [
    'CreateUser',
    'PutUserPermissionsBoundary',
    'DeleteUserPermissionsBoundary',
    'CreateRole',
    'PutRolePermissionsBoundary',
    'DeleteRolePermissionsBoundary',
  ],
  passes: ({ account }, { user, role, policy }) => {
    const found = user === undefined ? roleNamed(account, role ?? '') : userNamed(account, user)
    return found?.permissionsBoundary !== undefined && isPolicy(found.permissionsBoundary, policy)
  },
})

export const loginProfile = check({
  parameters: z.strictObject({ user: z.string(), exists: is, resetRequired: is }),
  names: ['CreateLoginProfile', 'UpdateLoginProfile', 'DeleteLoginProfile', 'ChangePassword'],
  passes: ({ account }, { user, exists = true, resetRequired }) => {
    const found = userNamed(account, user)
    const profile = found && account.get('LoginProfile', found.userId)
    if (!profile) return !exists
    return exists && (resetRequired === undefined || profile.resetRequired === resetRequired)
  },
})

/** The user's password is past the policy's age, on the account's clock. */
export const passwordExpired = check({
  parameters: z.strictObject({ user: z.string(), is }),
  names: ['*'],
  passes: ({ account, now }, { user, is: wanted = true }) => {
    const found = userNamed(account, user)
    const profile = found && account.get('LoginProfile', found.userId)
    const policy = account.get('AccountPasswordPolicy', SINGLETON)
    return profile !== undefined && expired(policy, profile.changedAt, now) === wanted
  },
})
