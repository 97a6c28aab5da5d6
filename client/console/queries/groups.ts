import type { Group, IAM, User } from '@aws-sdk/client-iam'
import { orNone } from './or-none.js'
import { allPages } from './pages.js'
import { type IamQuery, useIamQuery } from './use-iam-query.js'

export function useGroups(enabled = true) {
  return useIamQuery<Group[]>({
    key: ['groups'],
    enabled,
    load: (iam) =>
      allPages(
        (marker) => iam.listGroups({ ...marker, MaxItems: 1000 }),
        (page) => page.Groups,
      ),
  })
}

export const membersOf = (iam: IAM, groupName: string): Promise<User[]> =>
  allPages(
    (marker) => iam.getGroup({ ...marker, GroupName: groupName }),
    (page) => page.Users,
  )

/** `null`: there is no such group. */
export const groupQuery = (groupName: string): IamQuery<{ group: Group; users: User[] } | null> => ({
  key: ['group', groupName],
  load: async (iam) => {
    const found = await orNone(iam.getGroup({ GroupName: groupName }))
    return found?.Group ? { group: found.Group, users: await membersOf(iam, groupName) } : null
  },
})

export const useGroup = (groupName: string) => useIamQuery(groupQuery(groupName))
