import type { IAM } from '@aws-sdk/client-iam'
import type { ChosenBoundary } from '../permissions/boundary-choice.js'
import { heldPolicies, inlinePolicyQuery } from '../queries/holder.js'
import { listGroupsOf } from '../queries/users.js'

/** What a user shall be allowed, and by which of the three ways. */
export interface Grants {
  how: 'group' | 'copy' | 'attach'
  groups: readonly string[]
  /** ARNs of managed policies. */
  policies: readonly string[]
  /** The user whose permissions are copied. */
  copyFrom: string | undefined
  boundary: ChosenBoundary
}

export const NO_GRANTS: Grants = { how: 'group', groups: [], policies: [], copyFrom: undefined, boundary: undefined }

/** What the chosen way comes to. */
export interface Permissions {
  groups: readonly string[]
  attached: readonly string[]
  inline: readonly { PolicyName: string; PolicyDocument: string }[]
  boundary: string | undefined
}

/** Whether something was chosen in the way that is open. */
export const isGranting = ({ how, groups, policies, copyFrom }: Grants): boolean =>
  how === 'group' ? groups.length > 0 : how === 'attach' ? policies.length > 0 : copyFrom !== undefined

export async function permissionsBy(iam: IAM, { how, groups, policies, copyFrom, boundary }: Grants): Promise<Permissions> {
  if (how === 'copy' && copyFrom !== undefined) {
    const copied = await permissionsOf(iam, copyFrom)
    return { ...copied, boundary: boundary ?? copied.boundary }
  }
  return {
    groups: how === 'group' ? groups : [],
    attached: how === 'attach' ? policies : [],
    inline: [],
    boundary: boundary ?? undefined,
  }
}

/** Groups and policies. A new user's boundary is set as the user is created. */
export async function give(iam: IAM, UserName: string, { groups, attached, inline }: Permissions): Promise<void> {
  for (const GroupName of groups) await iam.addUserToGroup({ UserName, GroupName })
  for (const PolicyArn of attached) await iam.attachUserPolicy({ UserName, PolicyArn })
  for (const policy of inline) await iam.putUserPolicy({ UserName, ...policy })
}

/** All that "Copy permissions" takes over: groups, managed and inline policies, the boundary. */
async function permissionsOf(iam: IAM, UserName: string): Promise<Permissions> {
  const [{ User }, groups, { attached, inline }] = await Promise.all([
    iam.getUser({ UserName }),
    listGroupsOf(iam, UserName),
    heldPolicies(iam, { kind: 'user', name: UserName }),
  ])
  const documents = inline.map(async (PolicyName) => ({
    PolicyName,
    PolicyDocument: await inlinePolicyQuery({ kind: 'user', name: UserName }, PolicyName).load(iam),
  }))
  return {
    groups: groups.map(({ GroupName = '' }) => GroupName),
    attached: attached.map(({ arn }) => arn),
    inline: await Promise.all(documents),
    boundary: User?.PermissionsBoundary?.PermissionsBoundaryArn,
  }
}
