import { QUOTA } from '../account/quotas.js'
import { quotaExceeded } from '../aws/aws-error.js'
import { operation, query } from '../runner/operation.js'
import { describeGroup } from './groups.js'
import { findGroup, findUser } from './named-entities.js'
import { onGroup, onUser } from './needs.js'
import { page } from './pagination.js'

/**
 * Adds a user to a group; adding a member again changes nothing. Limit: 10 groups per user. Errors: NoSuchEntity (for the
 * user first), LimitExceeded.
 * Source: IAM API Reference, "AddUserToGroup"; the order of the look-ups is that of RemoveUserFromGroup.
 */
export const AddUserToGroup = operation('iam', 'AddUserToGroup', {
  needs: ({ account, input }) => onGroup(account, input.GroupName),
  handle({ account, input }) {
    const user = findUser(account, input.UserName)
    const group = findGroup(account, input.GroupName)
    if (user.groups.includes(group.groupId)) return
    if (user.groups.length >= QUOTA.GroupsPerUser) throw quotaExceeded('GroupsPerUser', QUOTA.GroupsPerUser)
    account.put('User', { ...user, groups: [...user.groups, group.groupId] })
  },
})

/**
 * Removes a user from a group; removing somebody who isn't a member isn't an error. Errors: NoSuchEntity,
 * for the user first.
 * Source: "RemoveUserFromGroup"; recorded AWS replies.
 */
export const RemoveUserFromGroup = operation('iam', 'RemoveUserFromGroup', {
  needs: ({ account, input }) => onGroup(account, input.GroupName),
  handle({ account, input }) {
    const user = findUser(account, input.UserName)
    const group = findGroup(account, input.GroupName)
    if (!user.groups.includes(group.groupId)) return
    account.put('User', { ...user, groups: user.groups.filter((id) => id !== group.groupId) })
  },
})

/** Lists the groups of a user, in the order of joining. Errors: NoSuchEntity. Source: "ListGroupsForUser". */
export const ListGroupsForUser = query('iam', 'ListGroupsForUser', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, input }) {
    const groups = findUser(account, input.UserName).groups.flatMap((id) => account.get('Group', id) ?? [])
    const { items, ...rest } = page(groups, input, (group) => group.groupName)
    return { Groups: items.map((group) => describeGroup('ListGroupsForUser', account, group)), ...rest }
  },
})

export const groupMembershipOperations = [AddUserToGroup, RemoveUserFromGroup, ListGroupsForUser]
