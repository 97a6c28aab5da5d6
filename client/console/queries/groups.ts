import type { Group } from '@aws-sdk/client-iam'
import { allPages } from './pages.js'
import { type IamQuery, useIamQueries, useIamQuery } from './use-iam-query.js'

export function useGroups() {
  return useIamQuery<Group[]>({
    key: ['groups'],
    load: (iam) =>
      allPages(
        (marker) => iam.listGroups({ ...marker, MaxItems: 1000 }),
        (page) => page.Groups,
      ),
  })
}

export interface GroupPolicies {
  attached: readonly { name: string; arn: string }[]
  inline: readonly string[]
}

const groupPoliciesQuery = (groupName: string): IamQuery<GroupPolicies> => ({
  key: ['group', groupName, 'policies'],
  load: async (iam) => {
    const [attached, inline] = await Promise.all([
      allPages(
        (marker) => iam.listAttachedGroupPolicies({ ...marker, GroupName: groupName }),
        (page) => page.AttachedPolicies,
      ),
      allPages(
        (marker) => iam.listGroupPolicies({ ...marker, GroupName: groupName }),
        (page) => page.PolicyNames,
      ),
    ])
    return { attached: attached.map(({ PolicyName = '', PolicyArn = '' }) => ({ name: PolicyName, arn: PolicyArn })), inline }
  },
})

/** The policies of several groups, in the order of the names. */
export const useGroupPolicies = (groupNames: readonly string[]) => useIamQueries(groupNames.map(groupPoliciesQuery))
