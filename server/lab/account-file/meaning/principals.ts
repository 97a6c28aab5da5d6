import { policyArn } from '../../../account/arns.js'
import type { EntityKinds } from '../../../account/entities.js'
import { QUOTA } from '../../../account/quotas.js'
import { SERVICE_LINKED_SERVICES } from '../../../iam/service-linked-services.js'
import { entityLabel, must, mustFit, mustHaveHappened } from './findings.js'
import { mustBePolicy, mustBeTags, mustCarry } from './policies.js'
import type { Seen } from './seen.js'

/** AWS's highest quota, since the text that is kept is not quite the one that was given. */
const TRUST_POLICY_SIZE = 2 * QUOTA.AssumeRolePolicySize
const SERVICE_ROLE_PATH = '/aws-service-role/'
const VERSION_ID = /^v[1-9]\d{0,8}$/

/** `AIDA…` and 17 characters more. */
export function mustBeUniqueId(what: string, prefix: string, id: string): void {
  must(
    new RegExp(`^${prefix}[A-Z2-7]{17}$`).test(id),
    what,
    `its id does not begin with ${prefix}, or does not have 21 characters`,
  )
}

export function user(user: EntityKinds['User'], seen: Seen): void {
  const what = entityLabel('User', user.userName)
  mustFit(what, { name: ['userNameType', user.userName], path: ['pathType', user.path] })
  mustBeUniqueId(what, 'AIDA', user.userId)
  seen.name('User', user.userName, what)
  seen.quota('User', QUOTA.UsersPerAccount, what)
  mustHaveHappened(what, seen.now, { 'creation date': user.createDate })
  mustBeTags('User', what, user.tags)
  must(user.groups.length <= QUOTA.GroupsPerUser, what, `it is in more than ${QUOTA.GroupsPerUser} groups`)
  must(new Set(user.groups).size === user.groups.length, what, 'it is in a group twice')
  for (const id of user.groups) seen.wants('group', id, what)
  mustCarry(what, user, { attached: QUOTA.PoliciesPerUser, size: QUOTA.UserPolicySize }, seen)
}

export function group(group: EntityKinds['Group'], seen: Seen): void {
  const what = entityLabel('Group', group.groupName)
  mustFit(what, { name: ['groupNameType', group.groupName], path: ['pathType', group.path] })
  mustBeUniqueId(what, 'AGPA', group.groupId)
  seen.name('Group', group.groupName, what)
  seen.quota('Group', QUOTA.GroupsPerAccount, what)
  mustHaveHappened(what, seen.now, { 'creation date': group.createDate })
  mustCarry(what, group, { attached: QUOTA.PoliciesPerGroup, size: QUOTA.GroupPolicySize }, seen)
}

export function role(role: EntityKinds['Role'], seen: Seen): void {
  const what = entityLabel('Role', role.roleName)
  mustFit(what, {
    name: ['roleNameType', role.roleName],
    path: ['pathType', role.path],
    description: ['roleDescriptionType', role.description],
    'maximum session duration': ['roleMaxSessionDurationType', role.maxSessionDuration],
  })
  mustBeUniqueId(what, 'AROA', role.roleId)
  seen.name('Role', role.roleName, what)
  seen.quota('Role', QUOTA.RolesPerAccount, what)
  mustHaveHappened(what, seen.now, { 'creation date': role.createDate })
  const { serviceLinkedFor } = role
  const path = serviceLinkedFor === undefined ? undefined : `${SERVICE_ROLE_PATH}${serviceLinkedFor}/`
  must(
    path === undefined ? !role.path.startsWith(SERVICE_ROLE_PATH) : role.path === path,
    what,
    'its path does not match its kind',
  )
  mustBePolicy(what, role.trustPolicy, 'trust', TRUST_POLICY_SIZE)
  mustBeTags('Role', what, role.tags)
  // Nobody but the service may attach it.
  const linked = SERVICE_LINKED_SERVICES.get(serviceLinkedFor ?? '')?.policyArn
  const attachedPolicies = role.attachedPolicies.filter((arn, place, all) => arn !== linked || all.indexOf(arn) < place)
  mustCarry(what, { ...role, attachedPolicies }, { attached: QUOTA.PoliciesPerRole, size: QUOTA.RolePolicySize }, seen)
}

export function instanceProfile(profile: EntityKinds['InstanceProfile'], seen: Seen): void {
  const what = entityLabel('Instance profile', profile.instanceProfileName)
  mustFit(what, { name: ['instanceProfileNameType', profile.instanceProfileName], path: ['pathType', profile.path] })
  mustBeUniqueId(what, 'AIPA', profile.instanceProfileId)
  seen.name('InstanceProfile', profile.instanceProfileName, what)
  seen.quota('InstanceProfile', QUOTA.InstanceProfilesPerAccount, what)
  mustHaveHappened(what, seen.now, { 'creation date': profile.createDate })
  if (profile.roleId !== undefined) seen.wants('role', profile.roleId, what)
  mustBeTags('InstanceProfile', what, profile.tags)
}

export function managedPolicy(policy: EntityKinds['ManagedPolicy'], seen: Seen): void {
  const what = entityLabel('Policy', policy.policyName)
  const { versions, nextVersion, defaultVersionId } = policy
  mustFit(what, {
    name: ['policyNameType', policy.policyName],
    path: ['policyPathType', policy.path],
    description: ['policyDescriptionType', policy.description],
  })
  mustBeUniqueId(what, 'ANPA', policy.policyId)
  must(policy.arn === policyArn(seen.accountId, policy), what, 'its ARN does not match its name')
  seen.id('policy ARN', policy.arn, what)
  seen.name('ManagedPolicy', policy.policyName, what)
  seen.quota('ManagedPolicy', QUOTA.PoliciesPerAccount, what)
  mustHaveHappened(what, seen.now, { 'creation date': policy.createDate, 'date of its last change': policy.updateDate })
  must(versions.length <= QUOTA.VersionsPerPolicy, what, `it has more than ${QUOTA.VersionsPerPolicy} versions`)
  must(new Set(versions.map(({ versionId }) => versionId)).size === versions.length, what, 'it has a version twice')
  must(
    versions.some(({ versionId }) => versionId === defaultVersionId),
    what,
    'its default version is missing',
  )
  for (const { versionId, document, createDate } of versions) {
    const known = VERSION_ID.test(versionId) && Number(versionId.slice(1)) < nextVersion
    must(known, what, 'it has a version with a number that was not used yet')
    mustHaveHappened(what, seen.now, { 'date of a version': createDate })
    mustBePolicy(`${what}, version ${versionId}`, document, 'managed', QUOTA.PolicySize)
  }
  mustBeTags('ManagedPolicy', what, policy.tags)
}
