import type { Entity } from '../account/account.js'
import { roleArn } from '../account/arns.js'
import { uniqueId } from '../account/ids.js'
import { roleNamed } from '../account/named.js'
import { QUOTA } from '../account/quotas.js'
import { invalidInput, noSuchEntity, quotaExceeded } from '../aws/aws-error.js'
import { members } from '../aws/members.js'
import { operation, query } from '../runner/operation.js'
import { describeRole, findRole, onRole } from './lookups.js'

/**
 * Services that have service-linked roles, with the end of the role's name and whether a suffix may be added.
 * Source: IAM User Guide, "AWS services that work with IAM", and the services' guides; a selection.
 */
const SERVICES: Readonly<Record<string, { name: string; suffix?: true }>> = {
  'access-analyzer.amazonaws.com': { name: 'AccessAnalyzer' },
  'autoscaling.amazonaws.com': { name: 'AutoScaling', suffix: true },
  'cloudtrail.amazonaws.com': { name: 'CloudTrail' },
  'config.amazonaws.com': { name: 'Config' },
  'ecs.amazonaws.com': { name: 'ECS' },
  'eks.amazonaws.com': { name: 'AmazonEKS' },
  'elasticache.amazonaws.com': { name: 'ElastiCache' },
  'elasticbeanstalk.amazonaws.com': { name: 'ElasticBeanstalk' },
  'elasticloadbalancing.amazonaws.com': { name: 'ElasticLoadBalancing' },
  'guardduty.amazonaws.com': { name: 'AmazonGuardDuty' },
  'lex.amazonaws.com': { name: 'LexBots' },
  'opensearchservice.amazonaws.com': { name: 'AmazonOpenSearchService' },
  'organizations.amazonaws.com': { name: 'Organizations' },
  'rds.amazonaws.com': { name: 'RDS' },
  'spot.amazonaws.com': { name: 'EC2Spot' },
  'ssm.amazonaws.com': { name: 'AmazonSSM' },
  'sso.amazonaws.com': { name: 'SSO' },
  'support.amazonaws.com': { name: 'Support' },
  'trustedadvisor.amazonaws.com': { name: 'TrustedAdvisor' },
}

const DELETIONS_KEPT = 50

const roleNameOf = (service: string, suffix: string | undefined): string =>
  `AWSServiceRoleFor${SERVICES[service]?.name ?? service.split('.')[0]}${suffix === undefined ? '' : `_${suffix}`}`

/**
 * Creates a role for one service; only that service can change or assume it. Errors: InvalidInput (unknown service, suffix
 * not allowed, name taken), LimitExceeded.
 * @differs Only some services are supported, and the role has no permissions policy, because AWS's aren't part of this
 * product.
 * Source: IAM API Reference, "CreateServiceLinkedRole"; messages from recorded replies.
 */
export const CreateServiceLinkedRole = operation('iam', 'CreateServiceLinkedRole', {
  needs({ account, input }) {
    const { AWSServiceName: service, CustomSuffix: suffix } = input
    const name = { path: `/aws-service-role/${service}/`, roleName: roleNameOf(service, suffix) }
    return { resource: roleArn(account.accountId, name), context: { 'iam:AWSServiceName': service } }
  },
  handle({ account, input, now, random }) {
    const { AWSServiceName: service, CustomSuffix: suffix, Description: description } = input
    const known = Object.hasOwn(SERVICES, service) ? SERVICES[service] : undefined
    if (!known) throw invalidInput(`Service ${service} does not support service-linked roles.`, 'unknown-service')
    if (suffix !== undefined && !known.suffix) throw invalidInput(`Custom suffix is not allowed for ${service}`)
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
      attachedPolicies: [],
      inlinePolicies: {},
      serviceLinkedFor: service,
    }
    account.put('Role', role)
    return { Role: describeRole(account, role) }
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
    const taskId = `task${role.path}${role.roleName}/${uniqueId('AROA', random).toLowerCase()}`
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
