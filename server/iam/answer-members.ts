import type {
  GetOpenIDConnectProviderResponse,
  GetSAMLProviderResponse,
  Group,
  GroupDetail,
  InstanceProfile,
  ManagedPolicyDetail,
  Policy,
  PolicyVersion,
  Role,
  RoleDetail,
  ServerCertificate,
  User,
  UserDetail,
  VirtualMFADevice,
} from '../aws/model/iam.types.js'

/** What AWS can say of each kind of entity, in one answer or another. */
interface Answered {
  User: User & UserDetail
  Group: Group & GroupDetail
  Role: Role & RoleDetail
  InstanceProfile: InstanceProfile
  Policy: Policy & ManagedPolicyDetail
  PolicyVersion: PolicyVersion
  ServerCertificate: ServerCertificate
  VirtualMFADevice: VirtualMFADevice
  OpenIDConnectProvider: { OpenIDConnectProviderArn: string } & GetOpenIDConnectProviderResponse
  SAMLProvider: { SAMLProviderArn: string } & GetSAMLProviderResponse
}

type Name<S> = keyof S & string
type Table = {
  readonly [K in keyof Answered]: Readonly<Record<string, readonly (Name<Answered[K]> | `${Name<Answered[K]>}?`)[]>>
}

const USER = ['Path', 'UserName', 'UserId', 'Arn', 'CreateDate'] as const
const GROUP = ['Path', 'GroupName', 'GroupId', 'Arn', 'CreateDate'] as const
const ROLE = ['Path', 'RoleName', 'RoleId', 'Arn', 'CreateDate', 'AssumeRolePolicyDocument'] as const
const PROFILE = ['Path', 'InstanceProfileName', 'InstanceProfileId', 'Arn', 'CreateDate', 'Roles'] as const
const POLICY = [
  'PolicyName',
  'PolicyId',
  'Arn',
  'Path',
  'DefaultVersionId',
  'AttachmentCount',
  'PermissionsBoundaryUsageCount',
  'IsAttachable',
  'CreateDate',
  'UpdateDate',
] as const
const VERSION = ['VersionId', 'IsDefaultVersion', 'CreateDate'] as const

/**
 * The members of each answer, by entity and operation: an entity has one shape in the model, but AWS leaves members out
 * operation by operation. `?`: left out as well if it would be an empty list. A member that has no value is never there.
 *
 * Sources: recorded AWS replies; IAM API Reference, "User" and "Role" (who returns PasswordLastUsed, RoleLastUsed, and
 * tags); the answers in the AWS CLI reference (UpdateRoleDescription).
 */
const ANSWER_MEMBERS = {
  User: {
    CreateUser: [...USER, 'PermissionsBoundary', 'Tags?'],
    GetUser: [...USER, 'PasswordLastUsed', 'PermissionsBoundary', 'Tags?'],
    ListUsers: [...USER, 'PasswordLastUsed'],
    GetGroup: USER,
    ListVirtualMFADevices: [...USER, 'PasswordLastUsed'],
    GetAccountAuthorizationDetails: [
      ...USER,
      'UserPolicyList?',
      'GroupList',
      'AttachedManagedPolicies',
      'PermissionsBoundary',
      'Tags',
    ],
  },
  Group: {
    CreateGroup: GROUP,
    GetGroup: GROUP,
    ListGroups: GROUP,
    ListGroupsForUser: GROUP,
    GetAccountAuthorizationDetails: [...GROUP, 'GroupPolicyList', 'AttachedManagedPolicies'],
  },
  Role: {
    CreateRole: [...ROLE, 'PermissionsBoundary', 'Tags?'],
    CreateServiceLinkedRole: ROLE,
    GetRole: [...ROLE, 'Description', 'MaxSessionDuration', 'PermissionsBoundary', 'Tags?', 'RoleLastUsed'],
    ListRoles: [...ROLE, 'Description', 'MaxSessionDuration'],
    UpdateRoleDescription: [...ROLE, 'Description', 'PermissionsBoundary', 'Tags?'],
    /** In an instance profile, whichever operation shows it. */
    InstanceProfile: ROLE,
    GetAccountAuthorizationDetails: [
      ...ROLE,
      'InstanceProfileList',
      'RolePolicyList',
      'AttachedManagedPolicies',
      'PermissionsBoundary',
      'Tags',
      'RoleLastUsed',
    ],
  },
  InstanceProfile: {
    CreateInstanceProfile: [...PROFILE, 'Tags?'],
    GetInstanceProfile: [...PROFILE, 'Tags'],
    ListInstanceProfiles: PROFILE,
    ListInstanceProfilesForRole: PROFILE,
    GetAccountAuthorizationDetails: PROFILE,
  },
  Policy: {
    CreatePolicy: [...POLICY, 'Tags?'],
    GetPolicy: [...POLICY, 'Description', 'Tags'],
    ListPolicies: POLICY,
    GetAccountAuthorizationDetails: [...POLICY, 'Description', 'PolicyVersionList'],
  },
  PolicyVersion: {
    CreatePolicyVersion: VERSION,
    GetPolicyVersion: ['Document', ...VERSION],
    ListPolicyVersions: VERSION,
    GetAccountAuthorizationDetails: ['Document', ...VERSION],
  },
  ServerCertificate: {
    UploadServerCertificate: ['ServerCertificateMetadata', 'Tags?'],
    GetServerCertificate: ['ServerCertificateMetadata', 'CertificateBody', 'CertificateChain', 'Tags'],
  },
  VirtualMFADevice: {
    CreateVirtualMFADevice: ['SerialNumber', 'Base32StringSeed', 'QRCodePNG', 'Tags?'],
    ListVirtualMFADevices: ['SerialNumber', 'User', 'EnableDate'],
  },
  OpenIDConnectProvider: {
    CreateOpenIDConnectProvider: ['OpenIDConnectProviderArn', 'Tags?'],
    GetOpenIDConnectProvider: ['Url', 'ClientIDList', 'ThumbprintList', 'CreateDate', 'Tags'],
  },
  SAMLProvider: {
    CreateSAMLProvider: ['SAMLProviderArn', 'Tags?'],
    GetSAMLProvider: [
      'SAMLProviderUUID',
      'SAMLMetadataDocument',
      'CreateDate',
      'ValidUntil',
      'Tags',
      'AssertionEncryptionMode',
      'PrivateKeyList',
    ],
  },
} as const satisfies Table

export type AnswersWith<K extends keyof Answered> = keyof (typeof ANSWER_MEMBERS)[K] & string

/** What is known of an entity; a member without a value is undefined. */
export type Known<K extends keyof Answered> = { readonly [M in keyof Answered[K]]?: Answered[K][M] | undefined }

/** An entity as one operation's answer shows it. */
export function answerWith<K extends keyof Answered>(kind: K, operation: AnswersWith<K>, known: Known<K>): Answered[K] {
  const names: readonly string[] = (ANSWER_MEMBERS[kind] as Table[K])[operation] ?? []
  const values: Readonly<Record<string, unknown>> = known
  const shown: Record<string, unknown> = {}
  for (const name of names) {
    const notEmpty = name.endsWith('?')
    const member = notEmpty ? name.slice(0, -1) : name
    const value = values[member]
    if (value === undefined || (notEmpty && Array.isArray(value) && value.length === 0)) continue
    shown[member] = value
  }
  return shown as unknown as Answered[K]
}
