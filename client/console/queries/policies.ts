import type { IAM, Policy, PolicyVersion } from '@aws-sdk/client-iam'
import { orNone } from './or-none.js'
import { allPages } from './pages.js'
import { type IamQuery, useIamQuery } from './use-iam-query.js'

export const isAwsManaged = (arn: string): boolean => arn.startsWith('arn:aws:iam::aws:')

/** AWS's console files four of the policies without a path under job functions, too. */
const JOB_FUNCTIONS = ['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess', 'SecurityAudit']

export const isJobFunction = (arn: string): boolean =>
  arn.startsWith('arn:aws:iam::aws:policy/job-function/') ||
  JOB_FUNCTIONS.some((name) => arn === `arn:aws:iam::aws:policy/${name}`)

export const nameOfArn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)

/** Customer managed and AWS managed policies. */
export function useManagedPolicies(enabled = true) {
  return useIamQuery<Policy[]>({
    key: ['policies'],
    enabled,
    load: (iam) =>
      allPages(
        (marker) => iam.listPolicies({ ...marker, Scope: 'All', MaxItems: 1000 }),
        (page) => page.Policies,
      ),
  })
}

/** `null`: there is no such policy. */
export function usePolicy(arn: string) {
  return useIamQuery<Policy | null>({
    key: ['policy', arn],
    load: async (iam) => (await orNone(iam.getPolicy({ PolicyArn: arn })))?.Policy ?? null,
  })
}

const documentQuery = (arn: string, versionId: string): IamQuery<string> => ({
  key: ['policy', arn, 'document', versionId],
  load: (iam) => documentOf(iam, arn, versionId),
})

export const usePolicyDocument = (arn: string, versionId: string) => useIamQuery(documentQuery(arn, versionId))

/** The version in force of a managed policy. Who has it from a list knows its number; an attached policy comes without. */
export const documentInForceQuery = (arn: string, versionId?: string): IamQuery<string> =>
  versionId
    ? documentQuery(arn, versionId)
    : {
        key: ['policy', arn, 'in-force'],
        load: async (iam) => documentOf(iam, arn, (await iam.getPolicy({ PolicyArn: arn })).Policy?.DefaultVersionId),
      }

async function documentOf(iam: IAM, arn: string, versionId: string | undefined): Promise<string> {
  const { PolicyVersion: version } = await iam.getPolicyVersion({ PolicyArn: arn, VersionId: versionId })
  return decodeURIComponent(version?.Document ?? '')
}

export const listVersions = (iam: IAM, arn: string): Promise<PolicyVersion[]> =>
  allPages(
    (marker) => iam.listPolicyVersions({ ...marker, PolicyArn: arn }),
    (page) => page.Versions,
  )

export const usePolicyVersions = (arn: string) =>
  useIamQuery<PolicyVersion[]>({ key: ['policy', arn, 'versions'], load: (iam) => listVersions(iam, arn) })

export interface PolicyEntity {
  kind: 'user' | 'group' | 'role'
  name: string
  as: 'permissions' | 'boundary'
}

export function usePolicyEntities(arn: string) {
  return useIamQuery<PolicyEntity[]>({
    key: ['policy', arn, 'entities'],
    load: async (iam) => [
      ...(await entities(iam, arn, 'PermissionsPolicy', 'permissions')),
      ...(await entities(iam, arn, 'PermissionsBoundary', 'boundary')),
    ],
  })
}

async function entities(
  iam: IAM,
  arn: string,
  usage: 'PermissionsPolicy' | 'PermissionsBoundary',
  as: PolicyEntity['as'],
): Promise<PolicyEntity[]> {
  return allPages(
    (marker) => iam.listEntitiesForPolicy({ ...marker, PolicyArn: arn, PolicyUsageFilter: usage }),
    ({ PolicyUsers = [], PolicyGroups = [], PolicyRoles = [] }) => [
      ...PolicyUsers.map(({ UserName = '' }): PolicyEntity => ({ kind: 'user', name: UserName, as })),
      ...PolicyGroups.map(({ GroupName = '' }): PolicyEntity => ({ kind: 'group', name: GroupName, as })),
      ...PolicyRoles.map(({ RoleName = '' }): PolicyEntity => ({ kind: 'role', name: RoleName, as })),
    ],
  )
}
