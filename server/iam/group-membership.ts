import { QUOTA } from '../account/quotas.js'
import { quotaExceeded } from '../operations/aws-error.js'
import { operation, query } from '../operations/operation.js'
import { describeGroup, findGroup, findUser, onGroup, onUser } from './lookups.js'
import { page } from './pagination.js'

/**
 * Adds a user to a group; again is no change. Limit: 10 groups a user. Errors: NoSuchEntity, LimitExceeded.
 * Source: IAM API Reference, "AddUserToGroup".
 */
export const AddUserToGroup = operation('iam', 'AddUserToGroup', {
  needs: ({ account, input }) => onGroup(account, input.GroupName),
  handle({ account, input }) {
    const group = findGroup(account, input.GroupName)
    const user = findUser(account, input.UserName)
    if (user.groups.includes(group.groupId)) return
    if (user.groups.length >= QUOTA.GroupsPerUser) throw quotaExceeded('GroupsPerUser', QUOTA.GroupsPerUser)
    account.put('User', { ...user, groups: [...user.groups, group.groupId] })
  },
})

/** Removes a user from a group; one who is no member is no error. Errors: NoSuchEntity. Source: "RemoveUserFromGroup". */
export const RemoveUserFromGroup = operation('iam', 'RemoveUserFromGroup', {
  needs: ({ account, input }) => onGroup(account, input.GroupName),
  handle({ account, input }) {
    const group = findGroup(account, input.GroupName)
    const user = findUser(account, input.UserName)
    if (!user.groups.includes(group.groupId)) return
    account.put('User', { ...user, groups: user.groups.filter((id) => id !== group.groupId) })
  },
})

/** The groups of a user, in order of joining. Errors: NoSuchEntity. Source: "ListGroupsForUser". */
export const ListGroupsForUser = query('iam', 'ListGroupsForUser', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, input }) {
    const groups = findUser(account, input.UserName).groups.flatMap((id) => account.get('Group', id) ?? [])
    const { items, ...rest } = page(groups, input, (group) => group.groupName)
    return { Groups: items.map((group) => describeGroup(account, group)), ...rest }
  },
})

export const groupMembershipOperations = [AddUserToGroup, RemoveUserFromGroup, ListGroupsForUser]
