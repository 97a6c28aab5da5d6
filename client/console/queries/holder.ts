import type { IAM } from '@aws-sdk/client-iam'
import { allPages } from './pages.js'
import type { IamQuery } from './use-iam-query.js'

/** Whoever has policies: a user, a user group or a role. */
export interface Holder {
  kind: 'user' | 'group' | 'role'
  name: string
}

export interface HeldPolicies {
  attached: { name: string; arn: string }[]
  inline: string[]
}

interface Marker {
  Marker?: string
}

/** The calls of one kind, so that the pages need not tell them apart. */
const CALLS = {
  user: {
    attached: (iam: IAM, UserName: string, marker: Marker) => iam.listAttachedUserPolicies({ ...marker, UserName }),
    inline: (iam: IAM, UserName: string, marker: Marker) => iam.listUserPolicies({ ...marker, UserName }),
    attach: (iam: IAM, UserName: string, PolicyArn: string) => iam.attachUserPolicy({ UserName, PolicyArn }),
    detach: (iam: IAM, UserName: string, PolicyArn: string) => iam.detachUserPolicy({ UserName, PolicyArn }),
    get: (iam: IAM, UserName: string, PolicyName: string) => iam.getUserPolicy({ UserName, PolicyName }),
    put: (iam: IAM, UserName: string, PolicyName: string, PolicyDocument: string) =>
      iam.putUserPolicy({ UserName, PolicyName, PolicyDocument }),
    remove: (iam: IAM, UserName: string, PolicyName: string) => iam.deleteUserPolicy({ UserName, PolicyName }),
  },
  group: {
    attached: (iam: IAM, GroupName: string, marker: Marker) => iam.listAttachedGroupPolicies({ ...marker, GroupName }),
    inline: (iam: IAM, GroupName: string, marker: Marker) => iam.listGroupPolicies({ ...marker, GroupName }),
    attach: (iam: IAM, GroupName: string, PolicyArn: string) => iam.attachGroupPolicy({ GroupName, PolicyArn }),
    detach: (iam: IAM, GroupName: string, PolicyArn: string) => iam.detachGroupPolicy({ GroupName, PolicyArn }),
    get: (iam: IAM, GroupName: string, PolicyName: string) => iam.getGroupPolicy({ GroupName, PolicyName }),
    put: (iam: IAM, GroupName: string, PolicyName: string, PolicyDocument: string) =>
      iam.putGroupPolicy({ GroupName, PolicyName, PolicyDocument }),
    remove: (iam: IAM, GroupName: string, PolicyName: string) => iam.deleteGroupPolicy({ GroupName, PolicyName }),
  },
  role: {
    attached: (iam: IAM, RoleName: string, marker: Marker) => iam.listAttachedRolePolicies({ ...marker, RoleName }),
    inline: (iam: IAM, RoleName: string, marker: Marker) => iam.listRolePolicies({ ...marker, RoleName }),
    attach: (iam: IAM, RoleName: string, PolicyArn: string) => iam.attachRolePolicy({ RoleName, PolicyArn }),
    detach: (iam: IAM, RoleName: string, PolicyArn: string) => iam.detachRolePolicy({ RoleName, PolicyArn }),
    get: (iam: IAM, RoleName: string, PolicyName: string) => iam.getRolePolicy({ RoleName, PolicyName }),
    put: (iam: IAM, RoleName: string, PolicyName: string, PolicyDocument: string) =>
      iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument }),
    remove: (iam: IAM, RoleName: string, PolicyName: string) => iam.deleteRolePolicy({ RoleName, PolicyName }),
  },
} as const

export const callsOf = ({ kind }: Holder) => CALLS[kind]

export async function heldPolicies(iam: IAM, holder: Holder): Promise<HeldPolicies> {
  const calls = callsOf(holder)
  const attached = await allPages(
    (marker) => calls.attached(iam, holder.name, marker),
    (page) => page.AttachedPolicies,
  )
  const inline = await allPages(
    (marker) => calls.inline(iam, holder.name, marker),
    (page) => page.PolicyNames,
  )
  return {
    attached: attached.map(({ PolicyName = '', PolicyArn = '' }) => ({ name: PolicyName, arn: PolicyArn })),
    inline,
  }
}

export const policiesQuery = (holder: Holder): IamQuery<HeldPolicies> => ({
  key: [holder.kind, holder.name, 'policies'],
  load: (iam) => heldPolicies(iam, holder),
})

export const inlinePolicyQuery = (holder: Holder, policyName: string): IamQuery<string> => ({
  key: [holder.kind, holder.name, 'inline', policyName],
  load: async (iam) => decodeURIComponent((await callsOf(holder).get(iam, holder.name, policyName)).PolicyDocument ?? ''),
})

/** Takes all policies away, before their holder is deleted. */
export async function removeAllPolicies(iam: IAM, holder: Holder): Promise<void> {
  const { attached, inline } = await heldPolicies(iam, holder)
  const calls = callsOf(holder)
  for (const { arn } of attached) await calls.detach(iam, holder.name, arn)
  for (const name of inline) await calls.remove(iam, holder.name, name)
}
