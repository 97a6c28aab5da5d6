import type { Group, IAM, LoginProfile, Tag, User } from '@aws-sdk/client-iam'
import { orNone } from './or-none.js'
import { allPages } from './pages.js'
import { type IamQuery, useIamQuery } from './use-iam-query.js'

export function useUsers(enabled = true) {
  return useIamQuery<User[]>({
    key: ['users'],
    enabled,
    load: (iam) =>
      allPages(
        (marker) => iam.listUsers({ ...marker, MaxItems: 1000 }),
        (page) => page.Users,
      ),
  })
}

/** `null`: there is no such user. */
export function useUser(userName: string) {
  return useIamQuery<User | null>({
    key: ['user', userName],
    load: async (iam) => (await orNone(iam.getUser({ UserName: userName })))?.User ?? null,
  })
}

/** `null`: the user has no console password. */
export const loginProfileQuery = (userName: string): IamQuery<LoginProfile | null> => ({
  key: ['user', userName, 'login-profile'],
  load: async (iam) => (await orNone(iam.getLoginProfile({ UserName: userName })))?.LoginProfile ?? null,
})

export const useLoginProfile = (userName: string) => useIamQuery(loginProfileQuery(userName))

export const listGroupsOf = (iam: IAM, userName: string): Promise<Group[]> =>
  allPages(
    (marker) => iam.listGroupsForUser({ ...marker, UserName: userName }),
    (page) => page.Groups,
  )

export const userGroupsQuery = (userName: string): IamQuery<Group[]> => ({
  key: ['user', userName, 'groups'],
  load: (iam) => listGroupsOf(iam, userName),
})

export const useUserGroups = (userName: string) => useIamQuery(userGroupsQuery(userName))

export function useUserTags(userName: string, enabled = true) {
  return useIamQuery<Tag[]>({
    key: ['user', userName, 'tags'],
    enabled,
    load: (iam) =>
      allPages(
        (marker) => iam.listUserTags({ ...marker, UserName: userName }),
        (page) => page.Tags,
      ),
  })
}
