import type { AccountView } from '../account/account.js'
import type { AccessedService, AccessReport } from '../account/entities.js'
import type { LastUsed } from '../account/last-used.js'
import type { Random } from '../account/ports.js'
import { SERVICE_NAMES, servicesAllowedBy } from '../authorization/services.js'
import { AwsError, invalidInput, noSuchEntity } from '../aws/aws-error.js'
import type { EntityInfo, ServiceLastAccessed } from '../aws/model/iam.types.js'
import { modelOf, serviceNames } from '../aws/model/model.js'
import { breathe } from '../bounds/turn.js'
import { awsManagedPolicy } from '../policies/aws-managed-policies.js'
import { managedPolicyDocument } from '../policies/principal-policies.js'
import { operation, query } from '../runner/operation.js'
import { checkArn } from './arn-form.js'
import { entityByArn, type PolicyHolder } from './entity-by-arn.js'
import { page } from './pagination.js'
import { customerPolicy } from './policies.js'
import { attachmentsOf, policiesOfHolder } from './policy-entities.js'

/** Reports kept for each principal; AWS keeps them for a week. */
const REPORTS_KEPT = 20

/** What a report is about: the policies that count, and the users and roles whose use counts. */
interface Subject {
  documents: string[]
  principals: { id: string; arn: string }[]
}

async function subjectOf(account: AccountView, arn: string): Promise<Subject | undefined> {
  const holder = entityByArn(account, arn)
  if (holder) {
    const documents = policiesOfHolder(account, holder).map(({ document }) => document)
    return { documents, principals: principalsOf(account, holder) }
  }
  if (!awsManagedPolicy(arn) && !customerPolicy(account, arn)) return undefined
  const attached = attachmentsOf(account, arn, { permissions: true, boundary: false })
  const unique = new Map<string, Subject['principals'][number]>()
  for (const { type, entity } of attached) {
    const named = holderOf(account, type, entity)
    for (const principal of named ? principalsOf(account, named) : []) unique.set(principal.id, principal)
    await breathe()
  }
  return { documents: [managedPolicyDocument(account, arn)?.document ?? ''], principals: [...unique.values()] }
}

function holderOf(account: AccountView, type: string, entity: { path: string } & object): PolicyHolder | undefined {
  const name =
    'userName' in entity
      ? entity.userName
      : 'groupName' in entity
        ? entity.groupName
        : 'roleName' in entity
          ? entity.roleName
          : ''
  return entityByArn(account, `arn:aws:iam::${account.accountId}:${type.toLowerCase()}${entity.path}${name}`)
}

/** A group's use is that of its members. */
function principalsOf(account: AccountView, holder: PolicyHolder): { id: string; arn: string }[] {
  if (holder.type !== 'Group') return [{ id: holder.id, arn: holder.arn }]
  return account.where('User', 'group', holder.id).flatMap((user) => {
    const member = entityByArn(account, `arn:aws:iam::${account.accountId}:user${user.path}${user.userName}`)
    return member ? [{ id: member.id, arn: member.arn }] : []
  })
}

/** Actions of the services that this product serves; of others AWS's lists are not part of it. */
const actionsOf = (namespace: string): string[] =>
  serviceNames.includes(namespace as never) ? Object.keys(modelOf(namespace as never).operations) : []

async function accessed(
  { documents, principals }: Subject,
  granularity: AccessReport['granularity'],
  lastUsed: LastUsed,
): Promise<AccessedService[]> {
  const namespaces = new Set<string>()
  for (const document of documents) {
    for (const namespace of servicesAllowedBy(document)) namespaces.add(namespace)
    await breathe()
  }
  const services: AccessedService[] = []
  for (const namespace of [...namespaces].sort()) {
    const uses = principals
      .flatMap(({ id, arn }) => {
        const used = lastUsed('Service', `${id}/${namespace}`)
        return used ? [{ id, arn, at: used.at, region: used.region ?? '' }] : []
      })
      .sort((a, b) => b.at - a.at)
    const actions: AccessedService['actions'][number][] = []
    for (const name of granularity === 'ACTION_LEVEL' ? actionsOf(namespace) : []) {
      actions.push(actionUse(principals, `${namespace}:${name}`, name, lastUsed))
      await breathe()
    }
    services.push({ namespace, uses, actions })
    await breathe()
  }
  return services
}

function actionUse(
  principals: Subject['principals'],
  action: string,
  name: string,
  lastUsed: LastUsed,
): AccessedService['actions'][number] {
  let last: AccessedService['actions'][number]['last']
  for (const { id, arn } of principals) {
    const used = lastUsed('Action', `${id}/${action}`)
    if (used && (!last || used.at > last.at)) last = { arn, at: used.at, region: used.region ?? '' }
  }
  return { name, ...(last ? { last } : {}) }
}

const newJobId = (random: Random): string => {
  const hex = [...random.bytes(16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/**
 * Creates a report of when a user, group, role, or policy last used the services that it allows. It covers what the
 * principals really called, including refused calls. Errors: NoSuchEntity, InvalidInput (an ARN of something else).
 * @differs The report is complete and up to date at once (at AWS, within four hours).
 * Source: IAM API Reference, "GenerateServiceLastAccessedDetails".
 */
export const GenerateServiceLastAccessedDetails = operation('iam', 'GenerateServiceLastAccessedDetails', {
  needs: ({ input }) => ({ resource: input.Arn }),
  async prepare({ account, input, lastUsed }) {
    checkArn(input.Arn, 'user', 'group', 'role', 'policy')
    const subject = await subjectOf(account, input.Arn)
    if (!subject) throw noSuchEntity(`ARN ${input.Arn} not found.`, 'unknown-entity')
    return accessed(subject, input.Granularity ?? 'SERVICE_LEVEL', lastUsed)
  },
  handle({ account, caller, input, now, random, prepared: services }) {
    const granularity = input.Granularity ?? 'SERVICE_LEVEL'
    const own = account.where('AccessReport', 'requester', caller.arn).sort((a, b) => a.createDate - b.createDate)
    for (const { jobId } of own.slice(0, Math.max(0, own.length + 1 - REPORTS_KEPT))) account.delete('AccessReport', jobId)
    const report: AccessReport = {
      jobId: newJobId(random),
      requestedBy: caller.arn,
      arn: input.Arn,
      granularity,
      createDate: now,
      services,
    }
    account.put('AccessReport', report)
    return { JobId: report.jobId }
  },
  result: ({ JobId }) => ({ jobId: JobId }),
})

/** The caller's own report. Source: IAM API Reference, "GetServiceLastAccessedDetails": the same principal must ask. */
function findReport(account: AccountView, jobId: string, callerArn: string): AccessReport {
  const report = account.get('AccessReport', jobId)
  if (report?.requestedBy !== callerArn) throw noSuchEntity(`Job ${jobId} cannot be found.`, 'unknown-job')
  return report
}

const finished = ({ createDate }: AccessReport) => ({
  JobStatus: 'COMPLETED' as const,
  JobCreationDate: createDate,
  JobCompletionDate: createDate,
})

/**
 * Returns a last-accessed report, with the services in order of their namespaces. Errors: NoSuchEntity.
 * Source: "GetServiceLastAccessedDetails".
 */
export const GetServiceLastAccessedDetails = query('iam', 'GetServiceLastAccessedDetails', {
  needs: () => ({ resource: '*' }),
  handle({ account, caller, input }) {
    const report = findReport(account, input.JobId, caller.arn)
    const { items, ...rest } = page(report.services, input, ({ namespace }) => namespace)
    const services = items.map((service) => describe(service, report.granularity))
    return { ...finished(report), JobType: report.granularity, ServicesLastAccessed: services, ...rest }
  },
})

function describe({ namespace, uses, actions }: AccessedService, granularity: string): ServiceLastAccessed {
  const [last] = uses
  return {
    ServiceName: SERVICE_NAMES.get(namespace) ?? namespace,
    ServiceNamespace: namespace,
    ...(last ? { LastAuthenticated: last.at, LastAuthenticatedEntity: last.arn, LastAuthenticatedRegion: last.region } : {}),
    TotalAuthenticatedEntities: uses.length,
    ...(granularity === 'ACTION_LEVEL' && actions.length > 0
      ? {
          TrackedActionsLastAccessed: actions.map(({ name, last: used }) => ({
            ActionName: name,
            ...(used ? { LastAccessedEntity: used.arn, LastAccessedTime: used.at, LastAccessedRegion: used.region } : {}),
          })),
        }
      : {}),
  }
}

/**
 * Returns the users and roles in a last-accessed report that used one service. Errors: NoSuchEntity, InvalidInput.
 * Source: "GetServiceLastAccessedDetailsWithEntities".
 */
export const GetServiceLastAccessedDetailsWithEntities = query('iam', 'GetServiceLastAccessedDetailsWithEntities', {
  needs: () => ({ resource: '*' }),
  handle({ account, caller, input }) {
    const report = findReport(account, input.JobId, caller.arn)
    const service = report.services.find(({ namespace }) => namespace === input.ServiceNamespace.toLowerCase())
    if (!service) throw invalidInput(`Service ${input.ServiceNamespace} is not in the report.`, 'unknown-service')
    const { items, ...rest } = page(service.uses, input, ({ id }) => id)
    const entities = items.map(({ arn, id, at }) => ({ EntityInfo: entityInfo(arn, id), LastAuthenticated: at }))
    return { ...finished(report), EntityDetailsList: entities, ...rest }
  },
})

function entityInfo(arn: string, id: string): EntityInfo {
  const [, type = 'user', path = '/', name = ''] = /:(user|role)(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? []
  return { Arn: arn, Name: name, Type: type === 'role' ? 'ROLE' : 'USER', Id: id, Path: path }
}

/**
 * Starts an access report for an organization.
 * @standalone This account isn't in an organization: AccessDenied.
 * Source of the sentence: AWS Organizations API Reference.
 */
export const GenerateOrganizationsAccessReport = operation('iam', 'GenerateOrganizationsAccessReport', {
  needs: ({ account, input }) => ({ resource: `arn:aws:iam::${account.accountId}:access-report/${input.EntityPath}` }),
  handle(): never {
    const message = 'Your account is not a member of an organization.'
    throw new AwsError({ code: 'AccessDenied', httpStatus: 403, message, reason: 'standalone-account' })
  },
})

/**
 * Returns the access report of an organization.
 * @standalone It doesn't exist: NoSuchEntity.
 * Source: IAM API Reference, "GetOrganizationsAccessReport".
 */
export const GetOrganizationsAccessReport = query('iam', 'GetOrganizationsAccessReport', {
  needs: () => ({ resource: '*' }),
  handle({ input }): never {
    throw noSuchEntity(`Job ${input.JobId} cannot be found.`, 'unknown-job')
  },
})

export const lastAccessedOperations = [
  GenerateServiceLastAccessedDetails,
  GetServiceLastAccessedDetails,
  GetServiceLastAccessedDetailsWithEntities,
  GenerateOrganizationsAccessReport,
  GetOrganizationsAccessReport,
]
