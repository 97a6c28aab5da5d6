import type { SigningCertificate } from '@aws-sdk/client-iam'
import { type CredentialOwner, ownerKey, userNameOf } from './owner.js'
import { allPages } from './pages.js'
import type { IamQuery } from './use-iam-query.js'

/** The X.509 certificates of a user, or of root for root. */
export const signingCertificatesQuery = (owner: CredentialOwner): IamQuery<SigningCertificate[]> => ({
  key: [...ownerKey(owner), 'signing-certificates'],
  load: (iam) =>
    allPages(
      (marker) => iam.listSigningCertificates({ ...marker, ...userNameOf(owner) }),
      (page) => page.Certificates,
    ),
})
