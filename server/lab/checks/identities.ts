import type { Check } from './check.js'
import { groupNamed, userNamed } from './lookups.js'

export const userExists: Check<{ name: string }> = {
  names: ['CreateUser', 'UpdateUser', 'DeleteUser'],
  passes: ({ account }, { name }) => userNamed(account, name) !== undefined,
}

export const groupExists: Check<{ name: string }> = {
  names: ['CreateGroup', 'UpdateGroup', 'DeleteGroup'],
  passes: ({ account }, { name }) => groupNamed(account, name) !== undefined,
}

/** Membership equals `is`; a missing user or group is no member. */
export const groupMember: Check<{ user: string; group: string; is?: boolean }> = {
  names: ['AddUserToGroup', 'RemoveUserFromGroup', 'DeleteUser', 'UpdateUser', 'UpdateGroup'],
  passes: ({ account }, { user, group, is = true }) => {
    const found = groupNamed(account, group)
    const member = found !== undefined && (userNamed(account, user)?.groups.includes(found.groupId) ?? false)
    return member === is
  },
}

/** Attached directly to the user or group; `policy` is an ARN or a name. */
export const policyAttached: Check<{ user?: string; group?: string; policy: string }> = {
  names: ['AttachUserPolicy', 'DetachUserPolicy', 'AttachGroupPolicy', 'DetachGroupPolicy'],
  passes: ({ account }, { user, group, policy }) => {
    const carrier = user === undefined ? groupNamed(account, group ?? '') : userNamed(account, user)
    return carrier?.attachedPolicies.some((arn) => arn === policy || arn.endsWith(`/${policy}`)) ?? false
  },
}

export const loginProfile: Check<{ user: string; exists?: boolean; resetRequired?: boolean }> = {
  names: ['CreateLoginProfile', 'UpdateLoginProfile', 'DeleteLoginProfile', 'ChangePassword'],
  passes: ({ account }, { user, exists = true, resetRequired }) => {
    const found = userNamed(account, user)
    const profile = found && account.get('LoginProfile', found.userId)
    if (!profile) return !exists
    return exists && (resetRequired === undefined || profile.resetRequired === resetRequired)
  },
}
