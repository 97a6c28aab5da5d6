import type { AccountView, Entity } from '../account/account.js'
import { instanceProfileArn, pathArn } from '../account/arns.js'
import { uniqueId } from '../account/ids.js'
import { foldName } from '../account/indexes.js'
import type { LastUsed } from '../account/last-used.js'
import { QUOTA } from '../account/quotas.js'
import { deleteConflict, entityAlreadyExists, noSuchEntity, quotaExceeded } from '../aws/aws-error.js'
import type { InstanceProfile as ProfileShape } from '../aws/model/iam.types.js'
import { type Need, operation, query } from '../runner/operation.js'
import { type AnswersWith, answerWith } from './answer-members.js'
import { findOwnRole, findRole } from './named-entities.js'
import { onInstanceProfile, onRole } from './needs.js'
import { page } from './pagination.js'
import { describeRole, roleSize } from './role-members.js'
import { requestTagContext } from './tag-context.js'
import { mergedTags } from './tags.js'

const profileNamed = (account: AccountView, name: string): Entity<'InstanceProfile'> | undefined =>
  account.where('InstanceProfile', 'name', foldName(name))[0]

export function findInstanceProfile(account: AccountView, name: string): Entity<'InstanceProfile'> {
  const profile = profileNamed(account, name)
  if (!profile) throw noSuchEntity(`Instance Profile ${name} cannot be found.`)
  return profile
}

export function describeInstanceProfile(
  operation: AnswersWith<'InstanceProfile'>,
  account: AccountView,
  profile: Entity<'InstanceProfile'>,
  lastUsed: LastUsed,
): ProfileShape {
  const role = profile.roleId === undefined ? undefined : account.get('Role', profile.roleId)
  return answerWith('InstanceProfile', operation, {
    Path: profile.path,
    InstanceProfileName: profile.instanceProfileName,
    InstanceProfileId: profile.instanceProfileId,
    Arn: instanceProfileArn(account.accountId, profile),
    CreateDate: profile.createDate,
    Roles: role ? [describeRole('InstanceProfile', account, role, lastUsed)] : [],
    Tags: [...profile.tags],
  })
}

/**
 * Creates an empty container that passes a role to EC2 instances. Limit: 1,000 per account. Errors: EntityAlreadyExists,
 * LimitExceeded.
 * Source: IAM API Reference, "CreateInstanceProfile".
 */
export const CreateInstanceProfile = operation('iam', 'CreateInstanceProfile', {
  needs({ account, input }) {
    const name = { path: input.Path ?? '/', instanceProfileName: input.InstanceProfileName }
    const create: Need = { resource: instanceProfileArn(account.accountId, name), context: requestTagContext(input.Tags) }
    return input.Tags?.length ? [create, { ...create, action: 'iam:TagInstanceProfile' }] : create
  },
  handle({ account, input, now, random, lastUsed }) {
    const { InstanceProfileName: name } = input
    if (profileNamed(account, name)) throw entityAlreadyExists(`Instance Profile ${name} already exists.`)
    if (account.count('InstanceProfile') >= QUOTA.InstanceProfilesPerAccount) {
      throw quotaExceeded('InstanceProfilesPerAccount', QUOTA.InstanceProfilesPerAccount)
    }
    const profile: Entity<'InstanceProfile'> = {
      instanceProfileId: uniqueId('AIPA', random),
      instanceProfileName: name,
      path: input.Path ?? '/',
      createDate: now,
      tags: mergedTags('InstanceProfile', [], input.Tags),
    }
    account.put('InstanceProfile', profile)
    return { InstanceProfile: describeInstanceProfile('CreateInstanceProfile', account, profile, lastUsed) }
  },
  result: ({ InstanceProfile: { InstanceProfileName, Arn } }) => ({
    instanceProfile: { instanceProfileName: InstanceProfileName, arn: Arn },
  }),
})

/** Returns an instance profile with its role. Errors: NoSuchEntity. Source: "GetInstanceProfile". */
export const GetInstanceProfile = query('iam', 'GetInstanceProfile', {
  needs: ({ account, input }) => onInstanceProfile(account, input.InstanceProfileName),
  handle({ account, input, lastUsed }) {
    const profile = findInstanceProfile(account, input.InstanceProfileName)
    return { InstanceProfile: describeInstanceProfile('GetInstanceProfile', account, profile, lastUsed) }
  },
})

const sizeIn =
  (account: AccountView) =>
  ({ roleId }: Entity<'InstanceProfile'>): number => {
    const role = roleId === undefined ? undefined : account.get('Role', roleId)
    return 500 + (role ? roleSize(role) : 0)
  }

/** Lists instance profiles by path, in order of name. Source: "ListInstanceProfiles". */
export const ListInstanceProfiles = query('iam', 'ListInstanceProfiles', {
  needs: ({ account, input }) => ({ resource: pathArn(account.accountId, 'instance-profile', input.PathPrefix) }),
  handle({ account, input, lastUsed }) {
    const { PathPrefix: prefix = '/' } = input
    const profiles = account.ordered('InstanceProfile').filter(({ path }) => path.startsWith(prefix))
    const { items, ...rest } = page(profiles, input, (profile) => profile.instanceProfileName, sizeIn(account))
    const shown = items.map((profile) => describeInstanceProfile('ListInstanceProfiles', account, profile, lastUsed))
    return { InstanceProfiles: shown, ...rest }
  },
})

/** Lists the instance profiles that contain a role. Errors: NoSuchEntity. Source: "ListInstanceProfilesForRole". */
export const ListInstanceProfilesForRole = query('iam', 'ListInstanceProfilesForRole', {
  needs: ({ account, input }) => onRole(account, input.RoleName),
  handle({ account, input, lastUsed }) {
    const profiles = account.where('InstanceProfile', 'role', findRole(account, input.RoleName).roleId)
    const { items, ...rest } = page(profiles, input, (profile) => profile.instanceProfileName, sizeIn(account))
    const shown = items.map((profile) => describeInstanceProfile('ListInstanceProfilesForRole', account, profile, lastUsed))
    return { InstanceProfiles: shown, ...rest }
  },
})

/**
 * Adds a role to an instance profile, which can contain only one. The caller must be allowed to pass the role to EC2.
 * Errors: NoSuchEntity, LimitExceeded, UnmodifiableEntity.
 * Source: IAM API Reference, "AddRoleToInstanceProfile".
 */
export const AddRoleToInstanceProfile = operation('iam', 'AddRoleToInstanceProfile', {
  needs({ account, input }) {
    const passing = { action: 'iam:PassRole', context: { 'iam:PassedToService': 'ec2.amazonaws.com' } }
    const role = onRole(account, input.RoleName, passing)
    return [onInstanceProfile(account, input.InstanceProfileName), { ...role, printed: role.resource }]
  },
  handle({ account, input }) {
    const profile = findInstanceProfile(account, input.InstanceProfileName)
    const role = findOwnRole(account, input.RoleName)
    if (profile.roleId !== undefined) throw quotaExceeded('InstanceSessionsPerInstanceProfile', 1)
    account.put('InstanceProfile', { ...profile, roleId: role.roleId })
  },
})

/**
 * Removes the role from an instance profile. Errors: NoSuchEntity, UnmodifiableEntity.
 * Source: "RemoveRoleFromInstanceProfile"; recorded AWS replies.
 */
export const RemoveRoleFromInstanceProfile = operation('iam', 'RemoveRoleFromInstanceProfile', {
  needs: ({ account, input }) => onInstanceProfile(account, input.InstanceProfileName),
  handle({ account, input }) {
    const { roleId, ...profile } = findInstanceProfile(account, input.InstanceProfileName)
    const role = findOwnRole(account, input.RoleName)
    if (roleId !== role.roleId) {
      throw noSuchEntity(`Role ${role.roleName} in Instance Profile ${profile.instanceProfileName} cannot be found.`)
    }
    account.put('InstanceProfile', profile)
  },
})

/** Deletes an empty instance profile. Errors: NoSuchEntity, DeleteConflict. Source: "DeleteInstanceProfile". */
export const DeleteInstanceProfile = operation('iam', 'DeleteInstanceProfile', {
  needs: ({ account, input }) => onInstanceProfile(account, input.InstanceProfileName),
  handle({ account, input }) {
    const profile = findInstanceProfile(account, input.InstanceProfileName)
    if (profile.roleId !== undefined) {
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.')
    }
    account.delete('InstanceProfile', profile.instanceProfileId)
  },
})

export const instanceProfileOperations = [
  CreateInstanceProfile,
  GetInstanceProfile,
  ListInstanceProfiles,
  ListInstanceProfilesForRole,
  AddRoleToInstanceProfile,
  RemoveRoleFromInstanceProfile,
  DeleteInstanceProfile,
]
