import type { AccessKeyLastUsed, AccessKeyMetadata } from '@aws-sdk/client-iam'
import { type CredentialOwner, ownerKey, userNameOf } from './owner.js'
import { allPages } from './pages.js'
import { type IamQuery, useIamQueries, useIamQuery } from './use-iam-query.js'

export const accessKeysQuery = (owner: CredentialOwner): IamQuery<AccessKeyMetadata[]> => ({
  key: [...ownerKey(owner), 'access-keys'],
  load: (iam) =>
    allPages(
      (marker) => iam.listAccessKeys({ ...marker, ...userNameOf(owner) }),
      (page) => page.AccessKeyMetadata,
    ),
})

/** Active and inactive keys of a user, or of root for root. */
export const useAccessKeys = (owner: CredentialOwner) => useIamQuery(accessKeysQuery(owner))

export const lastUsedQuery = (accessKeyId: string): IamQuery<AccessKeyLastUsed> => ({
  key: ['access-key', accessKeyId, 'last-used'],
  load: async (iam) => (await iam.getAccessKeyLastUsed({ AccessKeyId: accessKeyId })).AccessKeyLastUsed ?? neverUsed,
})

const neverUsed: AccessKeyLastUsed = { LastUsedDate: undefined, ServiceName: 'N/A', Region: 'N/A' }

/** Last use of each key, in the order of the ids; a right of its own (iam:GetAccessKeyLastUsed). */
export const useLastUsed = (accessKeyIds: readonly string[]) => useIamQueries(accessKeyIds.map(lastUsedQuery))

/** The name of the user whose key it is. AWS denies an id that it does not know, as it does the key of another account. */
export function useOwnerOfKey(accessKeyId: string | undefined) {
  return useIamQuery<string>({
    key: ['access-key', accessKeyId ?? '', 'owner'],
    enabled: accessKeyId !== undefined,
    load: async (iam) => (await iam.getAccessKeyLastUsed({ AccessKeyId: accessKeyId })).UserName ?? '',
  })
}
