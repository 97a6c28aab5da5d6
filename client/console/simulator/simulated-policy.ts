import type { IAM } from '@aws-sdk/client-iam'
import { type Holder, heldPolicies, inlinePolicyQuery } from '../queries/holder.js'
import { documentInForceQuery, nameOfArn } from '../queries/policies.js'
import { type IamQuery, useIamQuery } from '../queries/use-iam-query.js'
import { listGroupsOf } from '../queries/users.js'

/** A policy that takes part in the simulation of a principal. */
export interface SimulatedPolicy {
  id: string
  name: string
  kind: 'managed' | 'inline' | 'boundary' | 'custom'
  /** The group that it comes by. */
  group?: string
  /** How the simulator's answer names it. */
  sourceId: string
  document: string
}

export interface SimulatedPrincipal extends Holder {
  arn: string
}

/** All policies that apply to a principal: its own, those of its groups, and the boundary. */
const principalPoliciesQuery = ({ kind, name }: Holder): IamQuery<SimulatedPolicy[]> => ({
  key: [kind, name, 'simulated-policies'],
  load: async (iam) => {
    const groups = kind === 'user' ? await listGroupsOf(iam, name) : []
    const own = await policiesOf(iam, { kind, name })
    const ofGroups = await Promise.all(
      groups.map(({ GroupName: group = '' }) => policiesOf(iam, { kind: 'group', name: group }, group)),
    )
    return [...own, ...ofGroups.flat(), ...(await boundaryOf(iam, { kind, name }))]
  },
})

export const usePrincipalPolicies = (principal: Holder | undefined) =>
  useIamQuery({ ...principalPoliciesQuery(principal ?? { kind: 'user', name: '' }), enabled: principal !== undefined })

async function policiesOf(iam: IAM, holder: Holder, group?: string): Promise<SimulatedPolicy[]> {
  const { attached, inline } = await heldPolicies(iam, holder)
  const via = group === undefined ? {} : { group }
  return Promise.all([
    ...attached.map(async ({ name, arn }) => ({
      ...via,
      id: `${group ?? ''} ${arn}`,
      name,
      kind: 'managed' as const,
      sourceId: name,
      document: await documentInForceQuery(arn).load(iam),
    })),
    ...inline.map(async (name) => ({
      ...via,
      id: `${group ?? ''} inline ${name}`,
      name,
      kind: 'inline' as const,
      sourceId: `${holder.kind}_${holder.name}_${name}`,
      document: await inlinePolicyQuery(holder, name).load(iam),
    })),
  ])
}

async function boundaryOf(iam: IAM, { kind, name }: Holder): Promise<SimulatedPolicy[]> {
  if (kind === 'group') return []
  const boundary =
    kind === 'user'
      ? (await iam.getUser({ UserName: name })).User?.PermissionsBoundary
      : (await iam.getRole({ RoleName: name })).Role?.PermissionsBoundary
  const arn = boundary?.PermissionsBoundaryArn
  if (arn === undefined) return []
  const policyName = nameOfArn(arn)
  return [
    {
      id: `boundary ${arn}`,
      name: policyName,
      kind: 'boundary',
      sourceId: policyName,
      document: await documentInForceQuery(arn).load(iam),
    },
  ]
}
