import type { AccountView, Draft, Entity } from '../account/account.js'
import type { Caller } from '../account/caller.js'
import { secretAccessKey, uniqueId } from '../account/ids.js'
import type { Instant, Random } from '../account/ports.js'
import { noSuchEntity, quotaExceeded, validationError } from '../aws/aws-error.js'
import type { ServiceSpecificCredential as CredentialShape, ServiceSpecificCredentialMetadata } from '../aws/model/iam.types.js'
import { operation, query } from '../runner/operation.js'
import { credentialOwner } from './credential-owner.js'
import { activeOrNot } from './credential-status.js'
import { findUser } from './named-entities.js'
import { onUser } from './needs.js'
import { page } from './pagination.js'

/** Services and what their credentials are: a user name with a password, or one API key. Source: IAM API Reference. */
export const SERVICES: Readonly<Record<string, 'password' | 'api-key'>> = {
  'codecommit.amazonaws.com': 'password',
  'cassandra.amazonaws.com': 'password',
  'bedrock.amazonaws.com': 'api-key',
}
/** NoSuchEntity, although the reference has NotSupportedService for it. Source: recorded AWS replies. */
const noSuchService = (service: string) =>
  noSuchEntity(`No such service ${service} is supported for Service Specific Credentials`)

/** Per user and service. Source: IAM User Guide, "IAM and STS quotas". */
const PER_SERVICE = 2
const DAY_MS = 86_400_000

function findCredential(
  account: AccountView,
  caller: Caller,
  userName: string | undefined,
  id: string,
): Entity<'ServiceSpecificCredential'> {
  const owner = credentialOwner(account, caller, userName)
  const credential = account.get('ServiceSpecificCredential', id)
  if (credential?.userId !== owner.id) throw noSuchEntity(`No such credential ${id} exists`)
  return credential
}

const contextOf = (serviceName: string | undefined) =>
  serviceName === undefined ? {} : { context: { 'iam:ServiceSpecificCredentialServiceName': serviceName } }

/** Authorisation on the user, with the service of the credential that is meant. */
function onCredential(
  account: AccountView,
  caller: Caller,
  input: { UserName?: string | undefined; ServiceSpecificCredentialId: string },
) {
  const serviceName = account.get('ServiceSpecificCredential', input.ServiceSpecificCredentialId)?.serviceName
  return onUser(account, caller, input.UserName, contextOf(serviceName))
}

/**
 * A key that has expired says so, whatever its status was; only AWS sets `Expired`.
 * Source: IAM API Reference, "ServiceSpecificCredential".
 */
function statusOf({ status, expirationDate }: Entity<'ServiceSpecificCredential'>, now: Instant) {
  return expirationDate !== undefined && expirationDate <= now ? 'Expired' : status
}

function metadata(
  account: AccountView,
  credential: Entity<'ServiceSpecificCredential'>,
  now: Instant,
): ServiceSpecificCredentialMetadata {
  const { serviceUserName, serviceCredentialAlias, expirationDate } = credential
  return {
    UserName: account.get('User', credential.userId)?.userName ?? '',
    Status: statusOf(credential, now),
    ...(serviceUserName === undefined ? {} : { ServiceUserName: serviceUserName }),
    ...(serviceCredentialAlias === undefined ? {} : { ServiceCredentialAlias: serviceCredentialAlias }),
    CreateDate: credential.createDate,
    ...(expirationDate === undefined ? {} : { ExpirationDate: expirationDate }),
    ServiceSpecificCredentialId: credential.serviceSpecificCredentialId,
    ServiceName: credential.serviceName,
  }
}

/** With its secret, which is in this answer and nowhere else afterwards. */
function withSecret(
  account: AccountView,
  credential: Entity<'ServiceSpecificCredential'>,
  { now, random }: { now: Instant; random: Random },
): CredentialShape {
  const secret = secretAccessKey(random)
  return {
    ...metadata(account, credential, now),
    ...(credential.serviceCredentialAlias === undefined
      ? { ServicePassword: `${secret}=` }
      : { ServiceCredentialSecret: `ABSK${btoa(`${credential.serviceCredentialAlias}:${secret}`)}` }),
  }
}

/** `<user>-at-<account>`, a second one with `-2`. */
function serviceUserName(account: Draft, user: Entity<'User'>): string {
  const name = `${user.userName}-at-${account.accountId}`
  const taken = account
    .where('ServiceSpecificCredential', 'owner', user.userId)
    .map((credential) => credential.serviceUserName ?? credential.serviceCredentialAlias)
  let number = 2
  if (!taken.includes(name)) return name
  while (taken.includes(`${name}-${number}`)) number++
  return `${name}-${number}`
}

/**
 * Creates credentials for one service. Limit: 2 per user and service. Only API keys (bedrock.amazonaws.com) may expire.
 * Errors: NoSuchEntity (user, service), LimitExceeded.
 * @differs Nothing here accepts these credentials, because their services aren't part of this product.
 * Source: IAM API Reference, "CreateServiceSpecificCredential"; recorded replies.
 */
export const CreateServiceSpecificCredential = operation('iam', 'CreateServiceSpecificCredential', {
  needs({ account, caller, input }) {
    const age = input.CredentialAgeDays
    const context = {
      'iam:ServiceSpecificCredentialServiceName': input.ServiceName,
      ...(age === undefined ? {} : { 'iam:ServiceSpecificCredentialAgeDays': String(age) }),
    }
    return onUser(account, caller, input.UserName, { context })
  },
  handle({ account, input, now, random }) {
    const user = findUser(account, input.UserName)
    const kind = Object.hasOwn(SERVICES, input.ServiceName) ? SERVICES[input.ServiceName] : undefined
    if (!kind) throw noSuchService(input.ServiceName)
    const { CredentialAgeDays: days } = input
    if (days !== undefined && kind === 'password') {
      throw validationError(`Credential age is not supported for ${input.ServiceName}`, 'age-not-supported')
    }
    const present = account
      .where('ServiceSpecificCredential', 'owner', user.userId)
      .filter(({ serviceName }) => serviceName === input.ServiceName)
    if (present.length >= PER_SERVICE) throw quotaExceeded('ServiceSpecificCredentialsPerUser', PER_SERVICE)
    const name = serviceUserName(account, user)
    const credential: Entity<'ServiceSpecificCredential'> = {
      serviceSpecificCredentialId: uniqueId('ACCA', random),
      userId: user.userId,
      serviceName: input.ServiceName,
      ...(kind === 'password' ? { serviceUserName: name } : { serviceCredentialAlias: name }),
      status: 'Active',
      createDate: now,
      ...(days === undefined ? {} : { expirationDate: now + days * DAY_MS }),
    }
    account.put('ServiceSpecificCredential', credential)
    return { ServiceSpecificCredential: withSecret(account, credential, { now, random }) }
  },
  result: ({ ServiceSpecificCredential: credential }) => ({
    serviceSpecificCredential: { serviceSpecificCredentialId: credential?.ServiceSpecificCredentialId },
  }),
})

/**
 * Lists the service-specific credentials of one user or of all users, without their secrets. Root, which can't have any,
 * gets an empty list. Errors: NoSuchEntity (user, service).
 * Source: "ListServiceSpecificCredentials".
 */
export const ListServiceSpecificCredentials = query('iam', 'ListServiceSpecificCredentials', {
  needs: ({ account, caller, input }) =>
    input.AllUsers ? { resource: '*' } : onUser(account, caller, input.UserName, contextOf(input.ServiceName)),
  handle({ account, caller, input, now }) {
    const { ServiceName: service } = input
    if (service !== undefined && !Object.hasOwn(SERVICES, service)) throw noSuchService(service)
    const all = input.AllUsers
      ? account.ordered('ServiceSpecificCredential')
      : account.where('ServiceSpecificCredential', 'owner', credentialOwner(account, caller, input.UserName).id)
    const wanted = all.filter(({ serviceName }) => service === undefined || serviceName === service)
    const { items, ...rest } = page(wanted, input, (credential) => credential.serviceSpecificCredentialId)
    return { ServiceSpecificCredentials: items.map((credential) => metadata(account, credential, now)), ...rest }
  },
})

/**
 * Activates or deactivates a service-specific credential. Errors: NoSuchEntity, ValidationError (`Expired`).
 * Source: "UpdateServiceSpecificCredential".
 */
export const UpdateServiceSpecificCredential = operation('iam', 'UpdateServiceSpecificCredential', {
  needs: ({ account, caller, input }) => onCredential(account, caller, input),
  handle({ account, caller, input }) {
    const credential = findCredential(account, caller, input.UserName, input.ServiceSpecificCredentialId)
    account.put('ServiceSpecificCredential', { ...credential, status: activeOrNot(input.Status) })
  },
})

/** Replaces the secret of a service-specific credential. Errors: NoSuchEntity. Source: "ResetServiceSpecificCredential". */
export const ResetServiceSpecificCredential = operation('iam', 'ResetServiceSpecificCredential', {
  needs: ({ account, caller, input }) => onCredential(account, caller, input),
  handle({ account, caller, input, now, random }) {
    const credential = findCredential(account, caller, input.UserName, input.ServiceSpecificCredentialId)
    return { ServiceSpecificCredential: withSecret(account, credential, { now, random }) }
  },
})

/** Deletes a service-specific credential. Errors: NoSuchEntity. Source: "DeleteServiceSpecificCredential". */
export const DeleteServiceSpecificCredential = operation('iam', 'DeleteServiceSpecificCredential', {
  needs: ({ account, caller, input }) => onCredential(account, caller, input),
  handle({ account, caller, input }) {
    const credential = findCredential(account, caller, input.UserName, input.ServiceSpecificCredentialId)
    account.delete('ServiceSpecificCredential', credential.serviceSpecificCredentialId)
  },
})

export const serviceSpecificCredentialOperations = [
  CreateServiceSpecificCredential,
  ListServiceSpecificCredentials,
  UpdateServiceSpecificCredential,
  ResetServiceSpecificCredential,
  DeleteServiceSpecificCredential,
]
