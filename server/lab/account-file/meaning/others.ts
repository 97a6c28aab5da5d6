import { oidcProviderArn, samlProviderArn } from '../../../account/arns.js'
import type { EntityKinds } from '../../../account/entities.js'
import { QUOTA } from '../../../account/quotas.js'
import { issuerOf, OIDC_QUOTA } from '../../../iam/oidc-providers.js'
import { SAML_QUOTA, validUntil } from '../../../iam/saml-providers.js'
import { parsedCertificate } from '../../../iam/signing-certificates.js'
import { entityLabel, must, mustFit, mustHaveHappened, mustParse } from './findings.js'
import { mustBeTags } from './policies.js'
import { mustBeUniqueId } from './principals.js'
import type { Seen } from './seen.js'

const PRINTABLE = /^[\x21-\x7e]+$/

export function serverCertificate(certificate: EntityKinds['ServerCertificate'], seen: Seen): void {
  const { serverCertificateName: name, path, body, chain } = certificate
  const what = entityLabel('Server certificate', name)
  mustFit(what, {
    name: ['serverCertificateNameType', name],
    path: ['pathType', path],
    text: ['certificateBodyType', body],
    chain: ['certificateChainType', chain],
  })
  mustBeUniqueId(what, 'ASCA', certificate.serverCertificateId)
  mustParse(what, () => [parsedCertificate(body), chain === undefined ? undefined : parsedCertificate(chain)])
  seen.name('ServerCertificate', name, what)
  seen.quota('ServerCertificate', QUOTA.ServerCertificatesPerAccount, what)
  mustHaveHappened(what, seen.now, { 'upload date': certificate.uploadDate })
  mustBeTags('ServerCertificate', what, certificate.tags)
}

export function samlProvider(provider: EntityKinds['SAMLProvider'], seen: Seen): void {
  const { arn, name, metadata, createDate, privateKeys } = provider
  const what = entityLabel('SAML provider', name)
  mustFit(what, { name: ['SAMLProviderNameType', name], metadata: ['SAMLMetadataDocumentType', metadata] })
  must(arn === samlProviderArn(seen.accountId, name), what, 'its ARN does not match its name')
  mustParse(what, () => validUntil(metadata, seen.now))
  must(/^[A-Z2-7]{16,64}$/.test(provider.uuid), what, 'its id is not valid')
  must(privateKeys.length <= SAML_QUOTA.privateKeys, what, `it has more than ${SAML_QUOTA.privateKeys} private keys`)
  for (const { keyId, timestamp } of privateKeys) {
    mustFit(what, { 'id of a private key': ['privateKeyIdType', keyId] })
    mustHaveHappened(what, seen.now, { 'date of a private key': timestamp })
  }
  seen.quota('SAMLProvider', SAML_QUOTA.providers, what)
  mustHaveHappened(what, seen.now, { 'creation date': createDate })
  mustBeTags('SAMLProvider', what, provider.tags)
}

export function oidcProvider(provider: EntityKinds['OpenIDConnectProvider'], seen: Seen): void {
  const { arn, url, clientIds, thumbprints } = provider
  const what = entityLabel('OpenID Connect provider', url)
  mustFit(what, { address: ['OpenIDConnectProviderUrlType', url] })
  mustParse(what, () => must(issuerOf(`https://${url}`) === url, what, 'its address is not valid'))
  must(arn === oidcProviderArn(seen.accountId, url), what, 'its ARN does not match its name')
  must(clientIds.length <= OIDC_QUOTA.clientIds, what, `it has more than ${OIDC_QUOTA.clientIds} client ids`)
  must(new Set(clientIds).size === clientIds.length, what, 'it has a client id twice')
  must(thumbprints.length <= OIDC_QUOTA.thumbprints, what, `it has more than ${OIDC_QUOTA.thumbprints} thumbprints`)
  for (const id of clientIds) mustFit(what, { 'client id': ['clientIDType', id] })
  for (const one of thumbprints) mustFit(what, { thumbprint: ['thumbprintType', one] })
  seen.quota('OpenIDConnectProvider', OIDC_QUOTA.providers, what)
  mustHaveHappened(what, seen.now, { 'creation date': provider.createDate })
  mustBeTags('OpenIDConnectProvider', what, provider.tags)
}

export function credentialReport(report: EntityKinds['CredentialReport'], seen: Seen): void {
  mustHaveHappened('The credential report', seen.now, { date: report.generatedTime })
}

export function accessReport(report: EntityKinds['AccessReport'], seen: Seen): void {
  const what = 'A report of last access'
  mustFit(what, { id: ['jobIDType', report.jobId], ARN: ['arnType', report.arn], requester: ['arnType', report.requestedBy] })
  must(PRINTABLE.test(report.jobId), what, 'its id is not valid')
  mustHaveHappened(what, seen.now, { 'creation date': report.createDate })
  for (const { namespace, uses } of report.services) {
    mustFit(what, { service: ['serviceNamespaceType', namespace] })
    for (const { arn, at } of uses) {
      mustFit(what, { ARN: ['arnType', arn] })
      mustHaveHappened(what, seen.now, { 'date of a use': at })
    }
  }
}

export function serviceLinkedRoleDeletion(deletion: EntityKinds['ServiceLinkedRoleDeletion'], seen: Seen): void {
  const what = 'The deletion of a service-linked role'
  mustFit(what, { 'task id': ['DeletionTaskIdType', deletion.taskId] })
  must(PRINTABLE.test(deletion.taskId), what, 'its task id is not valid')
  mustHaveHappened(what, seen.now, { date: deletion.createDate })
}
