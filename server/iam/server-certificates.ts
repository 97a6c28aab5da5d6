import { createPrivateKey } from 'node:crypto'
import type { AccountView, Entity } from '../account/account.js'
import { pathArn, serverCertificateArn } from '../account/arns.js'
import { uniqueId } from '../account/ids.js'
import { foldName } from '../account/indexes.js'
import { QUOTA } from '../account/quotas.js'
import { AwsError, entityAlreadyExists, malformedCertificate, noSuchEntity, quotaExceeded } from '../aws/aws-error.js'
import type { ServerCertificateMetadata } from '../aws/model/iam.types.js'
import { type Need, operation, query } from '../runner/operation.js'
import { answerWith } from './answer-members.js'
import { page } from './pagination.js'
import { parsedCertificate } from './signing-certificates.js'
import { requestTagContext, tagContext } from './tag-context.js'
import { mergedTags } from './tags.js'

export const serverCertificateNamed = (account: AccountView, name: string): Entity<'ServerCertificate'> | undefined =>
  account.where('ServerCertificate', 'name', foldName(name))[0]

export function findServerCertificate(account: AccountView, name: string): Entity<'ServerCertificate'> {
  const certificate = serverCertificateNamed(account, name)
  if (!certificate) throw noSuchEntity(`The Server Certificate with name ${name} cannot be found.`)
  return certificate
}

const alreadyExists = (name: string) => entityAlreadyExists(`The Server Certificate with name ${name} already exists.`)

function onCertificate(account: AccountView, name: string): Need {
  const certificate = serverCertificateNamed(account, name)
  const resource = serverCertificateArn(account.accountId, certificate ?? { path: '/', serverCertificateName: name })
  return { resource, context: tagContext(certificate?.tags ?? []) }
}

const describe = (account: AccountView, certificate: Entity<'ServerCertificate'>): ServerCertificateMetadata => ({
  Path: certificate.path,
  ServerCertificateName: certificate.serverCertificateName,
  ServerCertificateId: certificate.serverCertificateId,
  Arn: serverCertificateArn(account.accountId, certificate),
  UploadDate: certificate.uploadDate,
  Expiration: certificate.expiration,
})

const shown = (account: AccountView, certificate: Entity<'ServerCertificate'>) => ({
  ServerCertificateMetadata: describe(account, certificate),
  CertificateBody: certificate.body,
  CertificateChain: certificate.chain,
  Tags: [...certificate.tags],
})

/** The private key belongs to the certificate; it is not kept. */
function checkPrivateKey(certificate: ReturnType<typeof parsedCertificate>, pem: string): void {
  let matches: boolean
  try {
    matches = certificate.checkPrivateKey(createPrivateKey(pem))
  } catch {
    throw malformedCertificate('Unable to parse private key. Please ensure the key is in PEM format and not encrypted.')
  }
  if (!matches) {
    const message = 'The public key certificate and the private key do not match.'
    throw new AwsError({ code: 'KeyPairMismatch', httpStatus: 400, message })
  }
}

/**
 * Adds a TLS certificate with its private key, which no operation returns. Limit: 20 per account. Errors: LimitExceeded,
 * EntityAlreadyExists, MalformedCertificate, KeyPairMismatch.
 * Source: IAM API Reference, "UploadServerCertificate".
 */
export const UploadServerCertificate = operation('iam', 'UploadServerCertificate', {
  needs({ account, input }) {
    const name = { path: input.Path ?? '/', serverCertificateName: input.ServerCertificateName }
    const upload: Need = { resource: serverCertificateArn(account.accountId, name), context: requestTagContext(input.Tags) }
    return input.Tags?.length ? [upload, { ...upload, action: 'iam:TagServerCertificate' }] : upload
  },
  handle({ account, input, now, random }) {
    const parsed = parsedCertificate(input.CertificateBody)
    checkPrivateKey(parsed, input.PrivateKey)
    if (input.CertificateChain !== undefined) parsedCertificate(input.CertificateChain)
    if (serverCertificateNamed(account, input.ServerCertificateName)) throw alreadyExists(input.ServerCertificateName)
    if (account.count('ServerCertificate') >= QUOTA.ServerCertificatesPerAccount) {
      throw quotaExceeded('ServerCertificatesPerAccount', QUOTA.ServerCertificatesPerAccount)
    }
    const certificate: Entity<'ServerCertificate'> = {
      serverCertificateId: uniqueId('ASCA', random),
      serverCertificateName: input.ServerCertificateName,
      path: input.Path ?? '/',
      uploadDate: now,
      expiration: Date.parse(parsed.validTo),
      body: input.CertificateBody,
      ...(input.CertificateChain === undefined ? {} : { chain: input.CertificateChain }),
      tags: mergedTags('ServerCertificate', [], input.Tags),
    }
    account.put('ServerCertificate', certificate)
    return answerWith('ServerCertificate', 'UploadServerCertificate', shown(account, certificate))
  },
  result: ({ ServerCertificateMetadata: metadata }) => ({
    serverCertificateMetadata: { serverCertificateName: metadata?.ServerCertificateName, arn: metadata?.Arn },
  }),
})

/** Returns a server certificate without its private key. Errors: NoSuchEntity. Source: "GetServerCertificate". */
export const GetServerCertificate = query('iam', 'GetServerCertificate', {
  needs: ({ account, input }) => onCertificate(account, input.ServerCertificateName),
  handle({ account, input }) {
    const certificate = findServerCertificate(account, input.ServerCertificateName)
    return {
      ServerCertificate: answerWith('ServerCertificate', 'GetServerCertificate', shown(account, certificate)),
    }
  },
})

/** Lists server certificates by path, in order of name. Source: "ListServerCertificates". */
export const ListServerCertificates = query('iam', 'ListServerCertificates', {
  needs: ({ account, input }) => ({ resource: pathArn(account.accountId, 'server-certificate', input.PathPrefix) }),
  handle({ account, input }) {
    const { PathPrefix: prefix = '/' } = input
    const certificates = account.ordered('ServerCertificate').filter(({ path }) => path.startsWith(prefix))
    const { items, ...rest } = page(certificates, input, (certificate) => certificate.serverCertificateName)
    return { ServerCertificateMetadataList: items.map((certificate) => describe(account, certificate)), ...rest }
  },
})

/**
 * Renames a server certificate or moves it to another path. Errors: NoSuchEntity, EntityAlreadyExists.
 * Source: "UpdateServerCertificate".
 */
export const UpdateServerCertificate = operation('iam', 'UpdateServerCertificate', {
  needs({ account, input }) {
    const present = onCertificate(account, input.ServerCertificateName)
    const certificate = serverCertificateNamed(account, input.ServerCertificateName)
    const next = {
      path: input.NewPath ?? certificate?.path ?? '/',
      serverCertificateName: input.NewServerCertificateName ?? input.ServerCertificateName,
    }
    return [present, { ...present, resource: serverCertificateArn(account.accountId, next) }]
  },
  handle({ account, input }) {
    const certificate = findServerCertificate(account, input.ServerCertificateName)
    const { NewServerCertificateName: newName = certificate.serverCertificateName, NewPath: newPath = certificate.path } = input
    const other = serverCertificateNamed(account, newName)
    if (other && other.serverCertificateId !== certificate.serverCertificateId) throw alreadyExists(newName)
    account.put('ServerCertificate', { ...certificate, serverCertificateName: newName, path: newPath })
  },
})

/** Deletes a server certificate. Errors: NoSuchEntity. Source: "DeleteServerCertificate". */
export const DeleteServerCertificate = operation('iam', 'DeleteServerCertificate', {
  needs: ({ account, input }) => onCertificate(account, input.ServerCertificateName),
  handle({ account, input }) {
    const { serverCertificateId } = findServerCertificate(account, input.ServerCertificateName)
    account.delete('ServerCertificate', serverCertificateId)
  },
})

export const serverCertificateOperations = [
  UploadServerCertificate,
  GetServerCertificate,
  ListServerCertificates,
  UpdateServerCertificate,
  DeleteServerCertificate,
]
