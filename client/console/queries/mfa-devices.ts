import type { MFADevice } from '@aws-sdk/client-iam'
import { type CredentialOwner, ownerKey, userNameOf } from './owner.js'
import { allPages } from './pages.js'
import { type IamQuery, useIamQuery } from './use-iam-query.js'

export const mfaDevicesQuery = (owner: CredentialOwner): IamQuery<MFADevice[]> => ({
  key: [...ownerKey(owner), 'mfa-devices'],
  load: (iam) =>
    allPages(
      (marker) => iam.listMFADevices({ ...marker, ...userNameOf(owner) }),
      (page) => page.MFADevices,
    ),
})

/** The devices that are assigned to a user, or to root for root. */
export const useMfaDevices = (owner: CredentialOwner) => useIamQuery(mfaDevicesQuery(owner))
