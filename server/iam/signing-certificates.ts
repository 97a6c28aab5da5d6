import { X509Certificate } from 'node:crypto'
import type { AccountView, Entity } from '../account/account.js'
import type { Caller } from '../account/caller.js'
import { base32 } from '../account/ids.js'
import { QUOTA } from '../account/quotas.js'
import { AwsError, malformedCertificate, noSuchEntity, quotaExceeded } from '../aws/aws-error.js'
import type { SigningCertificate as CertificateShape } from '../aws/model/iam.types.js'
import { operation, query } from '../runner/operation.js'
import { credentialOwner } from './credential-owner.js'
import { activeOrNot } from './credential-status.js'
import { onUser } from './needs.js'
import { page } from './pagination.js'

/**
 * Throws MalformedCertificate; `refused` is what the operation says. Source of the usual sentence: public reports of
 * UploadServerCertificate.
 */
export function parsedCertificate(
  pem: string,
  refused = 'Unable to parse certificate. Please ensure the certificate is in PEM format.',
): X509Certificate {
  try {
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return new X509Certificate(pem)
  } catch {
    // Not a certificate: refused below.
  }
  throw malformedCertificate(refused)
}

function findCertificate(
  account: AccountView,
  caller: Caller,
  userName: string | undefined,
  id: string,
): Entity<'SigningCertificate'> {
  const owner = credentialOwner(account, caller, userName)
  const certificate = account.get('SigningCertificate', id)
  if (certificate?.ownerId !== owner.id) throw noSuchEntity(`The Certificate with id ${id} cannot be found.`)
  return certificate
}

function describe(account: AccountView, certificate: Entity<'SigningCertificate'>): CertificateShape {
  return {
    UserName: account.get('User', certificate.ownerId)?.userName ?? account.accountId,
    CertificateId: certificate.certificateId,
    CertificateBody: certificate.body,
    Status: certificate.status,
    UploadDate: certificate.uploadDate,
  }
}

/**
 * AWS repeats the whole text. A private key that somebody took for the certificate isn't repeated here, because the event
 * history keeps the sentence.
 */
const malformed = (text: string): string => `Certificate ${text.includes('PRIVATE KEY') ? '***' : text} is malformed.`

/**
 * Adds an X.509 signing certificate to a user, or to root. Limit: 2. Errors: NoSuchEntity, LimitExceeded,
 * MalformedCertificate, DuplicateCertificate.
 * Source: IAM API Reference, "UploadSigningCertificate"; recorded AWS replies.
 */
export const UploadSigningCertificate = operation('iam', 'UploadSigningCertificate', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, caller, input, now, random }) {
    const owner = credentialOwner(account, caller, input.UserName)
    const parsed = parsedCertificate(input.CertificateBody, malformed(input.CertificateBody))
    const fingerprint = parsed.fingerprint256.replaceAll(':', '').toLowerCase()
    if (account.where('SigningCertificate', 'fingerprint', fingerprint).length > 0) {
      const message = 'The same certificate is associated with an IAM user in this account.'
      throw new AwsError({ code: 'DuplicateCertificate', httpStatus: 409, message })
    }
    if (account.where('SigningCertificate', 'owner', owner.id).length >= QUOTA.SigningCertificatesPerUser) {
      throw quotaExceeded('CertificatesPerUser', QUOTA.SigningCertificatesPerUser)
    }
    const certificate: Entity<'SigningCertificate'> = {
      certificateId: base32(random.bytes(20)),
      ownerId: owner.id,
      body: input.CertificateBody,
      fingerprint,
      status: 'Active',
      uploadDate: now,
      statusDate: now,
    }
    account.put('SigningCertificate', certificate)
    return { Certificate: describe(account, certificate) }
  },
  result: ({ Certificate }) => ({ certificate: { certificateId: Certificate.CertificateId, userName: Certificate.UserName } }),
})

/** Lists a user's signing certificates, oldest first. Errors: NoSuchEntity. Source: "ListSigningCertificates". */
export const ListSigningCertificates = query('iam', 'ListSigningCertificates', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, caller, input }) {
    const owner = credentialOwner(account, caller, input.UserName)
    const certificates = account.where('SigningCertificate', 'owner', owner.id).sort((a, b) => a.uploadDate - b.uploadDate)
    const { items, ...rest } = page(certificates, input, (certificate) => certificate.certificateId)
    return { Certificates: items.map((certificate) => describe(account, certificate)), ...rest }
  },
})

/**
 * Activates or deactivates a signing certificate. Errors: NoSuchEntity, ValidationError.
 * Source: "UpdateSigningCertificate".
 */
export const UpdateSigningCertificate = operation('iam', 'UpdateSigningCertificate', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, caller, input, now }) {
    const certificate = findCertificate(account, caller, input.UserName, input.CertificateId)
    const status = activeOrNot(input.Status)
    if (status !== certificate.status) account.put('SigningCertificate', { ...certificate, status, statusDate: now })
  },
})

/** Deletes a signing certificate. Errors: NoSuchEntity. Source: "DeleteSigningCertificate". */
export const DeleteSigningCertificate = operation('iam', 'DeleteSigningCertificate', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, caller, input }) {
    const { certificateId } = findCertificate(account, caller, input.UserName, input.CertificateId)
    account.delete('SigningCertificate', certificateId)
  },
})

export const signingCertificateOperations = [
  UploadSigningCertificate,
  ListSigningCertificates,
  UpdateSigningCertificate,
  DeleteSigningCertificate,
]
