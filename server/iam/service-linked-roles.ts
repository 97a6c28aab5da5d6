import type { Entity } from '../account/account.js'
import { roleArn } from '../account/arns.js'
import { uniqueId, uuid } from '../account/ids.js'
import { roleNamed } from '../account/named.js'
import { QUOTA } from '../account/quotas.js'
import { accessDenied, invalidInput, noSuchEntity, quotaExceeded } from '../aws/aws-error.js'
import { members } from '../aws/members.js'
import { operation, query } from '../runner/operation.js'
import { findRole } from './named-entities.js'
import { onRole } from './needs.js'
import { describeRole } from './role-members.js'
import { SERVICE_LINKED_SERVICES } from './service-linked-services.js'

const DELETIONS_KEPT = 50

/** For a service that has no role, what its role would be called: the caller may be refused before the service is. */
function roleNameOf(service: string, suffix: string | undefined): string {
  const name = SERVICE_LINKED_SERVICES.get(service)?.roleName ?? `AWSServiceRoleFor${service.split('.')[0]}`
  return suffix === undefined ? name : `${name}_${suffix}`
}

const trustAtCreation = (service: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: [service] } }],
  })

/**
 * Creates a role for one service, with that service's managed policy. Only the service can change or assume it. Errors:
 * AccessDenied (unknown service), InvalidInput (suffix not allowed, name taken), LimitExceeded.
 * @differs A few services are unknown here.
 * Source: IAM API Reference, "CreateServiceLinkedRole"; messages from recorded replies, and for an unknown service from
 * public reports. The answer has no MaxSessionDuration, and lists in the trust policy where GetRole has single values (AWS CLI
 * Command Reference, "create-service-linked-role"; recorded replies of GetRole).
 */
export const CreateServiceLinkedRole = operation('iam', 'CreateServiceLinkedRole', {
  needs({ account, input }) {
    const { AWSServiceName: service, CustomSuffix: suffix } = input
    const name = { path: `/aws-service-role/${service}/`, roleName: roleNameOf(service, suffix) }
    return { resource: roleArn(account.accountId, name), context: { 'iam:AWSServiceName': service } }
  },
  handle({ account, input, now, random, lastUsed }) {
    const { AWSServiceName: service, CustomSuffix: suffix, Description: description } = input
    const known = SERVICE_LINKED_SERVICES.get(service)
    if (!known) throw accessDenied(`Cannot find Service Linked Role template for ${service}`, 'unknown-service')
    if (suffix !== undefined && !known.allowsSuffix) throw invalidInput(`Custom suffix is not allowed for ${service}`)
    const roleName = roleNameOf(service, suffix)
    if (roleNamed(account, roleName)) {
      throw invalidInput(
        `Service role name ${roleName} has been taken in this account, please try a different suffix.`,
        'name-taken',
      )
    }
    if (account.count('Role') >= QUOTA.RolesPerAccount) throw quotaExceeded('RolesPerAccount', QUOTA.RolesPerAccount)
    const role: Entity<'Role'> = {
      roleId: uniqueId('AROA', random),
      roleName,
      path: `/aws-service-role/${service}/`,
      createDate: now,
      ...(description ? { description } : {}),
      trustPolicy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
      }),
      maxSessionDuration: 3600,
      tags: [],
      attachedPolicies: [known.policyArn],
      inlinePolicies: {},
      serviceLinkedFor: service,
    }
    account.put('Role', role)
    const shown = describeRole('CreateServiceLinkedRole', account, role, lastUsed)
    return { Role: { ...shown, AssumeRolePolicyDocument: trustAtCreation(service) } }
  },
  result: ({ Role }) => ({ role: members(Role) }),
})

/**
 * Deletes a service-linked role. AWS asks the service whether it still needs the role, and returns a task. Here nothing uses
 * the role, so the task succeeds at once. Errors: NoSuchEntity.
 * Source: "DeleteServiceLinkedRole".
 */
export const DeleteServiceLinkedRole = operation('iam', 'DeleteServiceLinkedRole', {
  needs: ({ account, input }) => onRole(account, input.RoleName),
  handle({ account, input, now, random }) {
    const role = findRole(account, input.RoleName)
    if (role.serviceLinkedFor === undefined) {
      throw noSuchEntity(`The role with name ${role.roleName} cannot be found.`, 'not-service-linked')
    }
    const old = account.ordered('ServiceLinkedRoleDeletion')
    for (const { taskId } of old.slice(0, Math.max(0, old.length + 1 - DELETIONS_KEPT))) {
      account.delete('ServiceLinkedRoleDeletion', taskId)
    }
    const taskId = `task${role.path}${role.roleName}/${uuid(random)}`
    account.delete('Role', role.roleId)
    account.put('ServiceLinkedRoleDeletion', { taskId, createDate: now })
    return { DeletionTaskId: taskId }
  },
  result: ({ DeletionTaskId }) => ({ deletionTaskId: DeletionTaskId }),
})

/** Returns the status of a deletion task. Errors: NoSuchEntity. Source: "GetServiceLinkedRoleDeletionStatus". */
export const GetServiceLinkedRoleDeletionStatus = query('iam', 'GetServiceLinkedRoleDeletionStatus', {
  needs({ account, input }) {
    const [, path = '/', roleName = ''] = /^task(\/.*\/)([^/]+)\/[^/]+$/.exec(input.DeletionTaskId) ?? []
    return { resource: roleArn(account.accountId, { path, roleName }) }
  },
  handle({ account, input }) {
    if (!account.get('ServiceLinkedRoleDeletion', input.DeletionTaskId)) {
      throw noSuchEntity(`Deletion task ${input.DeletionTaskId} cannot be found.`)
    }
    return { Status: 'SUCCEEDED' as const }
  },
})

export const serviceLinkedRoleOperations = [
  CreateServiceLinkedRole,
  DeleteServiceLinkedRole,
  GetServiceLinkedRoleDeletionStatus,
]
