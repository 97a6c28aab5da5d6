import type { AccountView, Entity } from '../account/account.js'
import { groupArn, pathArn } from '../account/arns.js'
import { uniqueId } from '../account/ids.js'
import { groupNamed } from '../account/named.js'
import { QUOTA } from '../account/quotas.js'
import { deleteConflict, entityAlreadyExists, quotaExceeded } from '../aws/aws-error.js'
import { members } from '../aws/members.js'
import type { Group as GroupShape } from '../aws/model/iam.types.js'
import { operation, query } from '../runner/operation.js'
import { type AnswersWith, answerWith } from './answer-members.js'
import { findGroup } from './named-entities.js'
import { onGroup } from './needs.js'
import { page } from './pagination.js'
import { listedUser } from './user-members.js'

/** All that answers can say of a group, but for what only GetAccountAuthorizationDetails has. */
export const groupMembers = (account: AccountView, group: Entity<'Group'>) => ({
  Path: group.path,
  GroupName: group.groupName,
  GroupId: group.groupId,
  Arn: groupArn(account.accountId, group),
  CreateDate: group.createDate,
})

export const describeGroup = (
  operation: Exclude<AnswersWith<'Group'>, 'GetAccountAuthorizationDetails'>,
  account: AccountView,
  group: Entity<'Group'>,
): GroupShape => answerWith('Group', operation, groupMembers(account, group))

const alreadyExists = (name: string) => entityAlreadyExists(`Group with name ${name} already exists.`)

/**
 * Creates a user group. Limit: 300 an account. Errors: EntityAlreadyExists, LimitExceeded.
 * Source: IAM API Reference, "CreateGroup".
 */
export const CreateGroup = operation('iam', 'CreateGroup', {
  needs: ({ account, input }) => ({
    resource: groupArn(account.accountId, { path: input.Path ?? '/', groupName: input.GroupName }),
  }),
  handle({ account, input, now, random }) {
    if (groupNamed(account, input.GroupName)) throw alreadyExists(input.GroupName)
    if (account.count('Group') >= QUOTA.GroupsPerAccount) throw quotaExceeded('GroupsPerAccount', QUOTA.GroupsPerAccount)
    const group: Entity<'Group'> = {
      groupId: uniqueId('AGPA', random),
      groupName: input.GroupName,
      path: input.Path ?? '/',
      createDate: now,
      attachedPolicies: [],
      inlinePolicies: {},
    }
    account.put('Group', group)
    return { Group: describeGroup('CreateGroup', account, group) }
  },
  result: ({ Group }) => ({ group: members(Group) }),
})

/** Returns a group with its users, in pages. Errors: NoSuchEntity. Source: IAM API Reference, "GetGroup". */
export const GetGroup = query('iam', 'GetGroup', {
  needs: ({ account, input }) => onGroup(account, input.GroupName),
  handle({ account, input, lastUsed }) {
    const group = findGroup(account, input.GroupName)
    const users = account
      .where('User', 'group', group.groupId)
      .sort((a, b) => (a.userName.toLowerCase() < b.userName.toLowerCase() ? -1 : 1))
    const { items, ...rest } = page(users, input, (user) => user.userName)
    const shown = items.map((user) => listedUser('GetGroup', account, user, lastUsed))
    return { Group: describeGroup('GetGroup', account, group), Users: shown, ...rest }
  },
})

/** Lists groups by path, in order of name. Source: IAM API Reference, "ListGroups". */
export const ListGroups = query('iam', 'ListGroups', {
  needs: ({ account, input }) => ({ resource: pathArn(account.accountId, 'group', input.PathPrefix) }),
  handle({ account, input }) {
    const { PathPrefix: prefix } = input
    const all = account.ordered('Group')
    const { items, ...rest } = page(
      prefix ? all.filter(({ path }) => path.startsWith(prefix)) : all,
      input,
      (group) => group.groupName,
    )
    return { Groups: items.map((group) => describeGroup('ListGroups', account, group)), ...rest }
  },
})

/**
 * Renames a group or moves it to another path; its members and policies stay. Errors: NoSuchEntity, EntityAlreadyExists.
 * Source: "UpdateGroup".
 */
export const UpdateGroup = operation('iam', 'UpdateGroup', {
  needs({ account, input }) {
    const present = onGroup(account, input.GroupName)
    const group = groupNamed(account, input.GroupName)
    const next = { path: input.NewPath ?? group?.path ?? '/', groupName: input.NewGroupName ?? input.GroupName }
    return [present, { ...present, resource: groupArn(account.accountId, next) }]
  },
  handle({ account, input }) {
    const group = findGroup(account, input.GroupName)
    const other = input.NewGroupName === undefined ? undefined : groupNamed(account, input.NewGroupName)
    if (input.NewGroupName !== undefined && other && other.groupId !== group.groupId) throw alreadyExists(input.NewGroupName)
    account.put('Group', { ...group, groupName: input.NewGroupName ?? group.groupName, path: input.NewPath ?? group.path })
  },
})

/** Deletes a group that has no users and no policies. Errors: NoSuchEntity, DeleteConflict. Source: "DeleteGroup". */
export const DeleteGroup = operation('iam', 'DeleteGroup', {
  needs: ({ account, input }) => onGroup(account, input.GroupName),
  handle({ account, input }) {
    const group = findGroup(account, input.GroupName)
    if (account.where('User', 'group', group.groupId).length > 0) {
      throw deleteConflict('Cannot delete entity, must remove users from group first.')
    }
    if (group.attachedPolicies.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.')
    if (Object.keys(group.inlinePolicies).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.')
    account.delete('Group', group.groupId)
  },
})

export const groupOperations = [CreateGroup, GetGroup, ListGroups, UpdateGroup, DeleteGroup]
