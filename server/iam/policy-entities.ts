import type { AccountView, Entity } from '../account/account.js'
import { servicesAllowedBy } from '../authorization/services.js'
import { noSuchEntity } from '../aws/aws-error.js'
import type { PolicyGrantingServiceAccess } from '../aws/model/iam.types.js'
import { awsManagedPolicy } from '../policies/aws-managed-policies.js'
import { type AppliedPolicy, groupPoliciesOf, identityPoliciesOf, rolePoliciesOf } from '../policies/principal-policies.js'
import { query } from '../runner/operation.js'
import { checkArn } from './arn-form.js'
import { entityByArn, type PolicyHolder } from './entity-by-arn.js'
import { page } from './pagination.js'
import { customerPolicy, onPolicy, policyNotAttachableOrAbsent } from './policies.js'

type Attachment =
  | { type: 'Group'; entity: Entity<'Group'>; id: string }
  | { type: 'User'; entity: Entity<'User'>; id: string }
  | { type: 'Role'; entity: Entity<'Role'>; id: string }

/** Groups, users and roles that a policy is attached to or bounds. */
export function attachmentsOf(
  account: AccountView,
  arn: string,
  use: { permissions: boolean; boundary: boolean },
): Attachment[] {
  const indexes = [...(use.permissions ? (['policy'] as const) : []), ...(use.boundary ? (['boundary'] as const) : [])]
  // A group has no boundary.
  const groups = use.permissions ? account.where('Group', 'policy', arn) : []
  const all = indexes.flatMap((index): Attachment[] => [
    ...groups.map((entity) => ({ type: 'Group' as const, entity, id: entity.groupId })),
    ...account.where('User', index, arn).map((entity) => ({ type: 'User' as const, entity, id: entity.userId })),
    ...account.where('Role', index, arn).map((entity) => ({ type: 'Role' as const, entity, id: entity.roleId })),
  ])
  return [...new Map(all.map((attachment) => [attachment.id, attachment])).values()]
}

/**
 * Lists the users, groups, and roles that use a policy, for permissions or as a boundary. Errors: NoSuchEntity,
 * InvalidInput (an ARN that isn't a policy's).
 * Source: IAM API Reference, "ListEntitiesForPolicy"; recorded AWS replies.
 */
export const ListEntitiesForPolicy = query('iam', 'ListEntitiesForPolicy', {
  needs: ({ account, input }) => onPolicy(account, input.PolicyArn),
  handle({ account, input }) {
    const { PolicyArn: arn, EntityFilter: filter, PathPrefix: prefix = '/', PolicyUsageFilter: use } = input
    checkArn(arn, 'policy')
    if (!awsManagedPolicy(arn) && !customerPolicy(account, arn)) throw policyNotAttachableOrAbsent(arn)
    const all = attachmentsOf(account, arn, {
      permissions: use !== 'PermissionsBoundary',
      boundary: use !== 'PermissionsPolicy',
    }).filter(({ type, entity }) => (filter === undefined || filter === type) && entity.path.startsWith(prefix))
    const { items, ...rest } = page(all, input, ({ id }) => id)
    return {
      PolicyGroups: items.flatMap((one) =>
        one.type === 'Group' ? [{ GroupName: one.entity.groupName, GroupId: one.id }] : [],
      ),
      PolicyUsers: items.flatMap((one) => (one.type === 'User' ? [{ UserName: one.entity.userName, UserId: one.id }] : [])),
      PolicyRoles: items.flatMap((one) => (one.type === 'Role' ? [{ RoleName: one.entity.roleName, RoleId: one.id }] : [])),
      ...rest,
    }
  },
})

/** The policies of a user (with those of their groups), group or role. */
export function policiesOfHolder(account: AccountView, holder: PolicyHolder): AppliedPolicy[] {
  switch (holder.type) {
    case 'User':
      return identityPoliciesOf(account, holder.entity).filter(({ via }) => via.type !== 'account')
    case 'Group':
      return groupPoliciesOf(account, holder.entity)
    case 'Role':
      return rolePoliciesOf(account, holder.entity)
  }
}

/**
 * Lists the policies that let a user, group, or role reach a service, whatever the resources and conditions. Errors:
 * NoSuchEntity, InvalidInput (an ARN of something else).
 * Source: IAM API Reference, "ListPoliciesGrantingServiceAccess".
 */
export const ListPoliciesGrantingServiceAccess = query('iam', 'ListPoliciesGrantingServiceAccess', {
  needs: ({ input }) => ({ resource: input.Arn }),
  handle({ account, input }) {
    checkArn(input.Arn, 'user', 'group', 'role')
    const holder = entityByArn(account, input.Arn)
    if (!holder) throw noSuchEntity(`ARN ${input.Arn} not found.`, 'unknown-entity')
    const policies = policiesOfHolder(account, holder).map((policy) => ({
      services: servicesAllowedBy(policy.document),
      shown: granting(policy, holder),
    }))
    const entries = input.ServiceNamespaces.map((namespace) => ({
      ServiceNamespace: namespace,
      Policies: policies.filter(({ services }) => services.has(namespace.toLowerCase())).map(({ shown }) => shown),
    }))
    return { PoliciesGrantingServiceAccess: entries, IsTruncated: false }
  },
})

function granting(policy: AppliedPolicy, holder: PolicyHolder): PolicyGrantingServiceAccess {
  const base = { PolicyName: policy.name, PolicyType: policy.arn ? ('MANAGED' as const) : ('INLINE' as const) }
  if (policy.arn) return { ...base, PolicyArn: policy.arn }
  if (policy.via.type === 'group') return { ...base, EntityType: 'GROUP', EntityName: policy.via.groupName }
  return holder.type === 'Role'
    ? { ...base, EntityType: 'ROLE', EntityName: holder.entity.roleName }
    : { ...base, EntityType: 'USER', EntityName: holder.type === 'User' ? holder.entity.userName : '' }
}

export const policyEntityOperations = [ListEntitiesForPolicy, ListPoliciesGrantingServiceAccess]
