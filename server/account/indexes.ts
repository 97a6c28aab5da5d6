import type { EntityKinds, Kind } from './entities.js'
import { SINGLETON } from './entities.js'

type Indexes<K extends Kind> = Record<string, (entity: EntityKinds[K]) => readonly string[]>

/** IAM names are unique ignoring case and keep the case they were given. Source: IAM User Guide, "IAM and STS quotas". */
export const foldName = (name: string): string => name.toLowerCase()

/** The secondary indexes of each kind: `account.where('User', 'group', groupId)`. */
export const INDEXES = {
  Account: {},
  User: {
    name: (user) => [foldName(user.userName)],
    group: (user) => user.groups,
    policy: (user) => user.attachedPolicies,
    boundary: (user) => (user.permissionsBoundary ? [user.permissionsBoundary] : []),
  },
  Group: { name: (group) => [foldName(group.groupName)], policy: (group) => group.attachedPolicies },
  Role: {
    name: (role) => [foldName(role.roleName)],
    policy: (role) => role.attachedPolicies,
    boundary: (role) => (role.permissionsBoundary ? [role.permissionsBoundary] : []),
  },
  InstanceProfile: {
    name: (profile) => [foldName(profile.instanceProfileName)],
    role: (profile) => (profile.roleId ? [profile.roleId] : []),
  },
  ManagedPolicy: { name: (policy) => [foldName(policy.policyName)], arn: (policy) => [policy.arn] },
  LoginProfile: {},
  AccountPasswordPolicy: {},
  AccessKey: { owner: (key) => [key.ownerId] },
  VirtualMFADevice: { owner: (device) => (device.ownerId ? [device.ownerId] : []) },
  Passkey: { owner: (passkey) => [passkey.ownerId] },
  SigningCertificate: { owner: (certificate) => [certificate.ownerId], fingerprint: ({ fingerprint }) => [fingerprint] },
  SSHPublicKey: { owner: (key) => [key.userId] },
  ServiceSpecificCredential: { owner: (credential) => [credential.userId] },
  ServerCertificate: { name: (certificate) => [foldName(certificate.serverCertificateName)] },
  SAMLProvider: {},
  OpenIDConnectProvider: {},
  CredentialReport: {},
  AccessReport: { requester: (report) => [report.requestedBy] },
  ServiceLinkedRoleDeletion: {},
  SecurityGroup: {
    region: ({ region }) => [region],
    name: ({ region, groupName }) => [`${region}/${groupName}`],
    rule: ({ rules }) => rules.map(({ ruleId }) => ruleId),
    /** The groups that its rules name. */
    peer: ({ rules }) => rules.flatMap(({ groupId }) => groupId ?? []),
  },
  FixedResourceTags: { region: ({ region }) => [region] },
  KeyPair: { region: ({ region }) => [region], name: ({ region, keyName }) => [`${region}/${keyName}`] },
  Instance: {
    region: ({ region }) => [region],
    token: ({ region, clientToken }) => (clientToken === undefined ? [] : [`${region}/${clientToken}`]),
    group: ({ securityGroupIds }) => securityGroupIds,
    /** What it was launched with and has an id of its own. */
    part: ({ volumes, networkInterface }) => [...volumes.map(({ volumeId }) => volumeId), networkInterface.networkInterfaceId],
    association: ({ profile }) => (profile ? [profile.associationId] : []),
  },
} satisfies { [K in Kind]: Indexes<K> }

/** The names of a kind's indexes. */
export type IndexOf<K extends Kind> = keyof (typeof INDEXES)[K] & string

/** The values under which an entity stands in one of its kind's indexes. */
export function indexed<K extends Kind>(kind: K, index: IndexOf<K>): (entity: Readonly<EntityKinds[K]>) => readonly string[] {
  return (INDEXES as { [K in Kind]: Indexes<K> })[kind][index] as (entity: Readonly<EntityKinds[K]>) => readonly string[]
}

const KEYS: { [K in Kind]: (entity: EntityKinds[K]) => string } = {
  Account: () => SINGLETON,
  User: (user) => user.userId,
  Group: (group) => group.groupId,
  Role: (role) => role.roleId,
  InstanceProfile: (profile) => profile.instanceProfileId,
  ManagedPolicy: (policy) => policy.policyId,
  LoginProfile: (profile) => profile.userId,
  AccountPasswordPolicy: () => SINGLETON,
  AccessKey: (key) => key.accessKeyId,
  VirtualMFADevice: (device) => device.serialNumber,
  Passkey: (passkey) => passkey.serialNumber,
  SigningCertificate: (certificate) => certificate.certificateId,
  SSHPublicKey: (key) => key.sshPublicKeyId,
  ServiceSpecificCredential: (credential) => credential.serviceSpecificCredentialId,
  ServerCertificate: (certificate) => certificate.serverCertificateId,
  SAMLProvider: (provider) => provider.arn,
  OpenIDConnectProvider: (provider) => provider.arn,
  CredentialReport: () => SINGLETON,
  AccessReport: (report) => report.jobId,
  ServiceLinkedRoleDeletion: (deletion) => deletion.taskId,
  SecurityGroup: (group) => group.groupId,
  FixedResourceTags: ({ resourceId }) => resourceId,
  KeyPair: (pair) => pair.keyPairId,
  Instance: (instance) => instance.instanceId,
}

export function keyOf<K extends Kind>(kind: K, entity: Readonly<EntityKinds[K]>): string {
  return KEYS[kind](entity as never)
}

type Compare = (a: never, b: never) => number
const by =
  <T>(keyOfItem: (item: T) => string | number) =>
  (a: T, b: T): number => {
    const x = keyOfItem(a)
    const y = keyOfItem(b)
    return x < y ? -1 : x > y ? 1 : 0
  }

/** The order in which AWS lists a kind: by name ignoring case; keys and devices by age. */
export const ORDER = {
  Account: () => 0,
  User: by<EntityKinds['User']>((user) => foldName(user.userName)),
  Group: by<EntityKinds['Group']>((group) => foldName(group.groupName)),
  Role: by<EntityKinds['Role']>((role) => foldName(role.roleName)),
  InstanceProfile: by<EntityKinds['InstanceProfile']>((profile) => foldName(profile.instanceProfileName)),
  ManagedPolicy: by<EntityKinds['ManagedPolicy']>((policy) => foldName(policy.policyName)),
  LoginProfile: by<EntityKinds['LoginProfile']>((profile) => profile.userId),
  AccountPasswordPolicy: () => 0,
  AccessKey: by<EntityKinds['AccessKey']>((key) => key.createDate),
  VirtualMFADevice: by<EntityKinds['VirtualMFADevice']>((device) => device.createDate),
  Passkey: by<EntityKinds['Passkey']>((passkey) => passkey.enableDate),
  SigningCertificate: by<EntityKinds['SigningCertificate']>((certificate) => certificate.uploadDate),
  SSHPublicKey: by<EntityKinds['SSHPublicKey']>((key) => key.uploadDate),
  ServiceSpecificCredential: by<EntityKinds['ServiceSpecificCredential']>((credential) => credential.createDate),
  ServerCertificate: by<EntityKinds['ServerCertificate']>((certificate) => foldName(certificate.serverCertificateName)),
  SAMLProvider: by<EntityKinds['SAMLProvider']>((provider) => provider.arn),
  OpenIDConnectProvider: by<EntityKinds['OpenIDConnectProvider']>((provider) => provider.arn),
  CredentialReport: () => 0,
  AccessReport: by<EntityKinds['AccessReport']>((report) => report.createDate),
  ServiceLinkedRoleDeletion: by<EntityKinds['ServiceLinkedRoleDeletion']>((deletion) => deletion.createDate),
  SecurityGroup: by<EntityKinds['SecurityGroup']>((group) => group.groupId),
  FixedResourceTags: by<EntityKinds['FixedResourceTags']>(({ resourceId }) => resourceId),
  KeyPair: by<EntityKinds['KeyPair']>((pair) => pair.keyName),
  Instance: by<EntityKinds['Instance']>((instance) => instance.launchedAt),
} as { [K in Kind]: Compare } as { [K in Kind]: (a: Readonly<EntityKinds[Kind]>, b: Readonly<EntityKinds[Kind]>) => number }
