import type { IAM, InstanceProfile } from '@aws-sdk/client-iam'
import { allPages } from './pages.js'
import { useIamQuery } from './use-iam-query.js'

export const profilesOf = (iam: IAM, RoleName: string): Promise<InstanceProfile[]> =>
  allPages(
    (marker) => iam.listInstanceProfilesForRole({ ...marker, RoleName }),
    (page) => page.InstanceProfiles,
  )

/** The containers that pass a role to EC2 instances. */
export const useProfilesOf = (roleName: string) =>
  useIamQuery<InstanceProfile[]>({
    key: ['role', roleName, 'instance-profiles'],
    load: (iam) => profilesOf(iam, roleName),
  })

/** All of the account's, to choose from. */
export const useInstanceProfiles = () =>
  useIamQuery<InstanceProfile[]>({
    key: ['instance-profiles'],
    load: (iam) =>
      allPages(
        (marker) => iam.listInstanceProfiles({ ...marker, MaxItems: 1000 }),
        (page) => page.InstanceProfiles,
      ),
  })
