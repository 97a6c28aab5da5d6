// Made from iam.json by scripts/generate-types.ts; do not edit.
import type { Instant } from '../../account/ports.js'

export interface AcceptDelegationRequestRequest {
  DelegationRequestId: string
}
export interface AccessDetail {
  ServiceName: string
  ServiceNamespace: string
  Region?: string | undefined
  EntityPath?: string | undefined
  LastAuthenticatedTime?: Instant | undefined
  TotalAuthenticatedEntities?: number | undefined
}
export interface AccessKey {
  UserName: string
  AccessKeyId: string
  Status: 'Active' | 'Inactive' | 'Expired'
  SecretAccessKey: string
  CreateDate?: Instant | undefined
}
export interface AccessKeyLastUsed {
  LastUsedDate?: Instant | undefined
  ServiceName: string
  Region: string
}
export interface AccessKeyMetadata {
  UserName?: string | undefined
  AccessKeyId?: string | undefined
  Status?: 'Active' | 'Inactive' | 'Expired' | undefined
  CreateDate?: Instant | undefined
}
export interface AddClientIDToOpenIDConnectProviderRequest {
  OpenIDConnectProviderArn: string
  ClientID: string
}
export interface AddRoleToInstanceProfileRequest {
  InstanceProfileName: string
  RoleName: string
}
export interface AddUserToGroupRequest {
  GroupName: string
  UserName: string
}
export interface AssociateDelegationRequestRequest {
  DelegationRequestId: string
}
export interface AttachGroupPolicyRequest {
  GroupName: string
  PolicyArn: string
}
export interface AttachRolePolicyRequest {
  RoleName: string
  PolicyArn: string
}
export interface AttachUserPolicyRequest {
  UserName: string
  PolicyArn: string
}
export interface AttachedPermissionsBoundary {
  PermissionsBoundaryType?: 'PermissionsBoundaryPolicy' | undefined
  PermissionsBoundaryArn?: string | undefined
}
export interface AttachedPolicy {
  PolicyName?: string | undefined
  PolicyArn?: string | undefined
}
export interface ChangePasswordRequest {
  OldPassword: string
  NewPassword: string
}
export interface ContextEntry {
  ContextKeyName?: string | undefined
  ContextKeyValues?: string[] | undefined
  ContextKeyType?: 'string' | 'stringList' | 'numeric' | 'numericList' | 'boolean' | 'booleanList' | 'ip' | 'ipList' | 'binary' | 'binaryList' | 'date' | 'dateList' | undefined
}
export interface CreateAccessKeyRequest {
  UserName?: string | undefined
}
export interface CreateAccessKeyResponse {
  AccessKey: AccessKey
}
export interface CreateAccountAliasRequest {
  AccountAlias: string
}
export interface CreateDelegationRequestRequest {
  OwnerAccountId?: string | undefined
  Description: string
  Permissions: DelegationPermission
  RequestMessage?: string | undefined
  RequestorWorkflowId: string
  RedirectUrl?: string | undefined
  NotificationChannel: string
  SessionDuration: number
  OnlySendByOwner?: boolean | undefined
}
export interface CreateDelegationRequestResponse {
  ConsoleDeepLink?: string | undefined
  DelegationRequestId?: string | undefined
}
export interface CreateGroupRequest {
  Path?: string | undefined
  GroupName: string
}
export interface CreateGroupResponse {
  Group: Group
}
export interface CreateInstanceProfileRequest {
  InstanceProfileName: string
  Path?: string | undefined
  Tags?: Tag[] | undefined
}
export interface CreateInstanceProfileResponse {
  InstanceProfile: InstanceProfile
}
export interface CreateLoginProfileRequest {
  UserName?: string | undefined
  Password?: string | undefined
  PasswordResetRequired?: boolean | undefined
}
export interface CreateLoginProfileResponse {
  LoginProfile: LoginProfile
}
export interface CreateOpenIDConnectProviderRequest {
  Url: string
  ClientIDList?: string[] | undefined
  ThumbprintList?: string[] | undefined
  Tags?: Tag[] | undefined
}
export interface CreateOpenIDConnectProviderResponse {
  OpenIDConnectProviderArn?: string | undefined
  Tags?: Tag[] | undefined
}
export interface CreatePolicyRequest {
  PolicyName: string
  Path?: string | undefined
  PolicyDocument: string
  Description?: string | undefined
  Tags?: Tag[] | undefined
}
export interface CreatePolicyResponse {
  Policy?: Policy | undefined
}
export interface CreatePolicyVersionRequest {
  PolicyArn: string
  PolicyDocument: string
  SetAsDefault?: boolean | undefined
}
export interface CreatePolicyVersionResponse {
  PolicyVersion?: PolicyVersion | undefined
}
export interface CreateRoleRequest {
  Path?: string | undefined
  RoleName: string
  AssumeRolePolicyDocument: string
  Description?: string | undefined
  MaxSessionDuration?: number | undefined
  PermissionsBoundary?: string | undefined
  Tags?: Tag[] | undefined
}
export interface CreateRoleResponse {
  Role: Role
}
export interface CreateSAMLProviderRequest {
  SAMLMetadataDocument: string
  Name: string
  Tags?: Tag[] | undefined
  AssertionEncryptionMode?: 'Required' | 'Allowed' | undefined
  AddPrivateKey?: string | undefined
}
export interface CreateSAMLProviderResponse {
  SAMLProviderArn?: string | undefined
  Tags?: Tag[] | undefined
}
export interface CreateServiceLinkedRoleRequest {
  AWSServiceName: string
  Description?: string | undefined
  CustomSuffix?: string | undefined
}
export interface CreateServiceLinkedRoleResponse {
  Role?: Role | undefined
}
export interface CreateServiceSpecificCredentialRequest {
  UserName: string
  ServiceName: string
  CredentialAgeDays?: number | undefined
}
export interface CreateServiceSpecificCredentialResponse {
  ServiceSpecificCredential?: ServiceSpecificCredential | undefined
}
export interface CreateUserRequest {
  Path?: string | undefined
  UserName: string
  PermissionsBoundary?: string | undefined
  Tags?: Tag[] | undefined
}
export interface CreateUserResponse {
  User?: User | undefined
}
export interface CreateVirtualMFADeviceRequest {
  Path?: string | undefined
  VirtualMFADeviceName: string
  Tags?: Tag[] | undefined
}
export interface CreateVirtualMFADeviceResponse {
  VirtualMFADevice: VirtualMFADevice
}
export interface DeactivateMFADeviceRequest {
  UserName?: string | undefined
  SerialNumber: string
}
export interface DelegationPermission {
  PolicyTemplateArn?: string | undefined
  Parameters?: PolicyParameter[] | undefined
}
export interface DelegationRequest {
  DelegationRequestId?: string | undefined
  OwnerAccountId?: string | undefined
  Description?: string | undefined
  RequestMessage?: string | undefined
  Permissions?: DelegationPermission | undefined
  PermissionPolicy?: string | undefined
  RolePermissionRestrictionArns?: string[] | undefined
  OwnerId?: string | undefined
  ApproverId?: string | undefined
  State?: 'UNASSIGNED' | 'ASSIGNED' | 'PENDING_APPROVAL' | 'FINALIZED' | 'ACCEPTED' | 'REJECTED' | 'EXPIRED' | undefined
  ExpirationTime?: Instant | undefined
  RequestorId?: string | undefined
  RequestorName?: string | undefined
  CreateDate?: Instant | undefined
  SessionDuration?: number | undefined
  RedirectUrl?: string | undefined
  Notes?: string | undefined
  RejectionReason?: string | undefined
  OnlySendByOwner?: boolean | undefined
  UpdatedTime?: Instant | undefined
}
export interface DeleteAccessKeyRequest {
  UserName?: string | undefined
  AccessKeyId: string
}
export interface DeleteAccountAliasRequest {
  AccountAlias: string
}
export interface DeleteGroupPolicyRequest {
  GroupName: string
  PolicyName: string
}
export interface DeleteGroupRequest {
  GroupName: string
}
export interface DeleteInstanceProfileRequest {
  InstanceProfileName: string
}
export interface DeleteLoginProfileRequest {
  UserName?: string | undefined
}
export interface DeleteOpenIDConnectProviderRequest {
  OpenIDConnectProviderArn: string
}
export interface DeletePolicyRequest {
  PolicyArn: string
}
export interface DeletePolicyVersionRequest {
  PolicyArn: string
  VersionId: string
}
export interface DeleteRolePermissionsBoundaryRequest {
  RoleName: string
}
export interface DeleteRolePolicyRequest {
  RoleName: string
  PolicyName: string
}
export interface DeleteRoleRequest {
  RoleName: string
}
export interface DeleteSAMLProviderRequest {
  SAMLProviderArn: string
}
export interface DeleteSSHPublicKeyRequest {
  UserName: string
  SSHPublicKeyId: string
}
export interface DeleteServerCertificateRequest {
  ServerCertificateName: string
}
export interface DeleteServiceLinkedRoleRequest {
  RoleName: string
}
export interface DeleteServiceLinkedRoleResponse {
  DeletionTaskId: string
}
export interface DeleteServiceSpecificCredentialRequest {
  UserName?: string | undefined
  ServiceSpecificCredentialId: string
}
export interface DeleteSigningCertificateRequest {
  UserName?: string | undefined
  CertificateId: string
}
export interface DeleteUserPermissionsBoundaryRequest {
  UserName: string
}
export interface DeleteUserPolicyRequest {
  UserName: string
  PolicyName: string
}
export interface DeleteUserRequest {
  UserName: string
}
export interface DeleteVirtualMFADeviceRequest {
  SerialNumber: string
}
export interface DeletionTaskFailureReasonType {
  Reason?: string | undefined
  RoleUsageList?: RoleUsageType[] | undefined
}
export interface DetachGroupPolicyRequest {
  GroupName: string
  PolicyArn: string
}
export interface DetachRolePolicyRequest {
  RoleName: string
  PolicyArn: string
}
export interface DetachUserPolicyRequest {
  UserName: string
  PolicyArn: string
}
export type DisableOrganizationsRootCredentialsManagementRequest = Record<never, never>
export interface DisableOrganizationsRootCredentialsManagementResponse {
  OrganizationId?: string | undefined
  EnabledFeatures?: ('RootCredentialsManagement' | 'RootSessions')[] | undefined
}
export type DisableOrganizationsRootSessionsRequest = Record<never, never>
export interface DisableOrganizationsRootSessionsResponse {
  OrganizationId?: string | undefined
  EnabledFeatures?: ('RootCredentialsManagement' | 'RootSessions')[] | undefined
}
export interface EnableMFADeviceRequest {
  UserName: string
  SerialNumber: string
  AuthenticationCode1: string
  AuthenticationCode2: string
}
export type EnableOrganizationsRootCredentialsManagementRequest = Record<never, never>
export interface EnableOrganizationsRootCredentialsManagementResponse {
  OrganizationId?: string | undefined
  EnabledFeatures?: ('RootCredentialsManagement' | 'RootSessions')[] | undefined
}
export type EnableOrganizationsRootSessionsRequest = Record<never, never>
export interface EnableOrganizationsRootSessionsResponse {
  OrganizationId?: string | undefined
  EnabledFeatures?: ('RootCredentialsManagement' | 'RootSessions')[] | undefined
}
export interface EnableOutboundWebIdentityFederationResponse {
  IssuerIdentifier?: string | undefined
}
export interface EntityDetails {
  EntityInfo: EntityInfo
  LastAuthenticated?: Instant | undefined
}
export interface EntityInfo {
  Arn: string
  Name: string
  Type: 'USER' | 'ROLE' | 'GROUP'
  Id: string
  Path?: string | undefined
}
export interface ErrorDetails {
  Message: string
  Code: string
}
export interface EvaluationResult {
  EvalActionName: string
  EvalResourceName?: string | undefined
  EvalDecision: 'allowed' | 'explicitDeny' | 'implicitDeny'
  MatchedStatements?: Statement[] | undefined
  MissingContextValues?: string[] | undefined
  OrganizationsDecisionDetail?: OrganizationsDecisionDetail | undefined
  PermissionsBoundaryDecisionDetail?: PermissionsBoundaryDecisionDetail | undefined
  EvalDecisionDetails?: Record<string, 'allowed' | 'explicitDeny' | 'implicitDeny'> | undefined
  ResourceSpecificResults?: ResourceSpecificResult[] | undefined
}
export interface GenerateCredentialReportResponse {
  State?: 'STARTED' | 'INPROGRESS' | 'COMPLETE' | undefined
  Description?: string | undefined
}
export interface GenerateOrganizationsAccessReportRequest {
  EntityPath: string
  OrganizationsPolicyId?: string | undefined
}
export interface GenerateOrganizationsAccessReportResponse {
  JobId?: string | undefined
}
export interface GenerateServiceLastAccessedDetailsRequest {
  Arn: string
  Granularity?: 'SERVICE_LEVEL' | 'ACTION_LEVEL' | undefined
}
export interface GenerateServiceLastAccessedDetailsResponse {
  JobId?: string | undefined
}
export interface GetAccessKeyLastUsedRequest {
  AccessKeyId: string
}
export interface GetAccessKeyLastUsedResponse {
  UserName?: string | undefined
  AccessKeyLastUsed?: AccessKeyLastUsed | undefined
}
export interface GetAccountAuthorizationDetailsRequest {
  Filter?: ('User' | 'Role' | 'Group' | 'LocalManagedPolicy' | 'AWSManagedPolicy')[] | undefined
  MaxItems?: number | undefined
  Marker?: string | undefined
}
export interface GetAccountAuthorizationDetailsResponse {
  UserDetailList?: UserDetail[] | undefined
  GroupDetailList?: GroupDetail[] | undefined
  RoleDetailList?: RoleDetail[] | undefined
  Policies?: ManagedPolicyDetail[] | undefined
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface GetAccountPasswordPolicyResponse {
  PasswordPolicy: PasswordPolicy
}
export interface GetAccountSummaryResponse {
  SummaryMap?: Record<string, number> | undefined
}
export interface GetContextKeysForCustomPolicyRequest {
  PolicyInputList: string[]
}
export interface GetContextKeysForPolicyResponse {
  ContextKeyNames?: string[] | undefined
}
export interface GetContextKeysForPrincipalPolicyRequest {
  PolicySourceArn: string
  PolicyInputList?: string[] | undefined
}
export interface GetCredentialReportResponse {
  Content?: Uint8Array | undefined
  ReportFormat?: 'text/csv' | undefined
  GeneratedTime?: Instant | undefined
}
export interface GetDelegationRequestRequest {
  DelegationRequestId: string
  DelegationPermissionCheck?: boolean | undefined
}
export interface GetDelegationRequestResponse {
  DelegationRequest?: DelegationRequest | undefined
  PermissionCheckStatus?: 'COMPLETE' | 'IN_PROGRESS' | 'FAILED' | undefined
  PermissionCheckResult?: 'ALLOWED' | 'DENIED' | 'UNSURE' | undefined
}
export interface GetGroupPolicyRequest {
  GroupName: string
  PolicyName: string
}
export interface GetGroupPolicyResponse {
  GroupName: string
  PolicyName: string
  PolicyDocument: string
}
export interface GetGroupRequest {
  GroupName: string
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface GetGroupResponse {
  Group: Group
  Users: User[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface GetHumanReadableSummaryRequest {
  EntityArn: string
  Locale?: string | undefined
}
export interface GetHumanReadableSummaryResponse {
  SummaryContent?: string | undefined
  Locale?: string | undefined
  SummaryState?: 'AVAILABLE' | 'NOT_AVAILABLE' | 'NOT_SUPPORTED' | 'FAILED' | undefined
}
export interface GetInstanceProfileRequest {
  InstanceProfileName: string
}
export interface GetInstanceProfileResponse {
  InstanceProfile: InstanceProfile
}
export interface GetLoginProfileRequest {
  UserName?: string | undefined
}
export interface GetLoginProfileResponse {
  LoginProfile: LoginProfile
}
export interface GetMFADeviceRequest {
  SerialNumber: string
  UserName?: string | undefined
}
export interface GetMFADeviceResponse {
  UserName?: string | undefined
  SerialNumber: string
  EnableDate?: Instant | undefined
  Certifications?: Record<string, string> | undefined
}
export interface GetOpenIDConnectProviderRequest {
  OpenIDConnectProviderArn: string
}
export interface GetOpenIDConnectProviderResponse {
  Url?: string | undefined
  ClientIDList?: string[] | undefined
  ThumbprintList?: string[] | undefined
  CreateDate?: Instant | undefined
  Tags?: Tag[] | undefined
}
export interface GetOrganizationsAccessReportRequest {
  JobId: string
  MaxItems?: number | undefined
  Marker?: string | undefined
  SortKey?: 'SERVICE_NAMESPACE_ASCENDING' | 'SERVICE_NAMESPACE_DESCENDING' | 'LAST_AUTHENTICATED_TIME_ASCENDING' | 'LAST_AUTHENTICATED_TIME_DESCENDING' | undefined
}
export interface GetOrganizationsAccessReportResponse {
  JobStatus: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED'
  JobCreationDate: Instant
  JobCompletionDate?: Instant | undefined
  NumberOfServicesAccessible?: number | undefined
  NumberOfServicesNotAccessed?: number | undefined
  AccessDetails?: AccessDetail[] | undefined
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
  ErrorDetails?: ErrorDetails | undefined
}
export interface GetOutboundWebIdentityFederationInfoResponse {
  IssuerIdentifier?: string | undefined
  JwtVendingEnabled?: boolean | undefined
}
export interface GetPolicyRequest {
  PolicyArn: string
}
export interface GetPolicyResponse {
  Policy?: Policy | undefined
}
export interface GetPolicyVersionRequest {
  PolicyArn: string
  VersionId: string
}
export interface GetPolicyVersionResponse {
  PolicyVersion?: PolicyVersion | undefined
}
export interface GetRolePolicyRequest {
  RoleName: string
  PolicyName: string
}
export interface GetRolePolicyResponse {
  RoleName: string
  PolicyName: string
  PolicyDocument: string
}
export interface GetRoleRequest {
  RoleName: string
}
export interface GetRoleResponse {
  Role: Role
}
export interface GetSAMLProviderRequest {
  SAMLProviderArn: string
}
export interface GetSAMLProviderResponse {
  SAMLProviderUUID?: string | undefined
  SAMLMetadataDocument?: string | undefined
  CreateDate?: Instant | undefined
  ValidUntil?: Instant | undefined
  Tags?: Tag[] | undefined
  AssertionEncryptionMode?: 'Required' | 'Allowed' | undefined
  PrivateKeyList?: SAMLPrivateKey[] | undefined
}
export interface GetSSHPublicKeyRequest {
  UserName: string
  SSHPublicKeyId: string
  Encoding: 'SSH' | 'PEM'
}
export interface GetSSHPublicKeyResponse {
  SSHPublicKey?: SSHPublicKey | undefined
}
export interface GetServerCertificateRequest {
  ServerCertificateName: string
}
export interface GetServerCertificateResponse {
  ServerCertificate: ServerCertificate
}
export interface GetServiceLastAccessedDetailsRequest {
  JobId: string
  MaxItems?: number | undefined
  Marker?: string | undefined
}
export interface GetServiceLastAccessedDetailsResponse {
  JobStatus: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED'
  JobType?: 'SERVICE_LEVEL' | 'ACTION_LEVEL' | undefined
  JobCreationDate: Instant
  ServicesLastAccessed: ServiceLastAccessed[]
  JobCompletionDate: Instant
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
  Error?: ErrorDetails | undefined
}
export interface GetServiceLastAccessedDetailsWithEntitiesRequest {
  JobId: string
  ServiceNamespace: string
  MaxItems?: number | undefined
  Marker?: string | undefined
}
export interface GetServiceLastAccessedDetailsWithEntitiesResponse {
  JobStatus: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED'
  JobCreationDate: Instant
  JobCompletionDate: Instant
  EntityDetailsList: EntityDetails[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
  Error?: ErrorDetails | undefined
}
export interface GetServiceLinkedRoleDeletionStatusRequest {
  DeletionTaskId: string
}
export interface GetServiceLinkedRoleDeletionStatusResponse {
  Status: 'SUCCEEDED' | 'IN_PROGRESS' | 'FAILED' | 'NOT_STARTED'
  Reason?: DeletionTaskFailureReasonType | undefined
}
export interface GetUserPolicyRequest {
  UserName: string
  PolicyName: string
}
export interface GetUserPolicyResponse {
  UserName: string
  PolicyName: string
  PolicyDocument: string
}
export interface GetUserRequest {
  UserName?: string | undefined
}
export interface GetUserResponse {
  User: User
}
export interface Group {
  Path: string
  GroupName: string
  GroupId: string
  Arn: string
  CreateDate: Instant
}
export interface GroupDetail {
  Path?: string | undefined
  GroupName?: string | undefined
  GroupId?: string | undefined
  Arn?: string | undefined
  CreateDate?: Instant | undefined
  GroupPolicyList?: PolicyDetail[] | undefined
  AttachedManagedPolicies?: AttachedPolicy[] | undefined
}
export interface InstanceProfile {
  Path: string
  InstanceProfileName: string
  InstanceProfileId: string
  Arn: string
  CreateDate: Instant
  Roles: Role[]
  Tags?: Tag[] | undefined
}
export interface ListAccessKeysRequest {
  UserName?: string | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListAccessKeysResponse {
  AccessKeyMetadata: AccessKeyMetadata[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListAccountAliasesRequest {
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListAccountAliasesResponse {
  AccountAliases: string[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListAttachedGroupPoliciesRequest {
  GroupName: string
  PathPrefix?: string | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListAttachedGroupPoliciesResponse {
  AttachedPolicies?: AttachedPolicy[] | undefined
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListAttachedRolePoliciesRequest {
  RoleName: string
  PathPrefix?: string | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListAttachedRolePoliciesResponse {
  AttachedPolicies?: AttachedPolicy[] | undefined
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListAttachedUserPoliciesRequest {
  UserName: string
  PathPrefix?: string | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListAttachedUserPoliciesResponse {
  AttachedPolicies?: AttachedPolicy[] | undefined
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListDelegationRequestsRequest {
  OwnerId?: string | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListDelegationRequestsResponse {
  DelegationRequests?: DelegationRequest[] | undefined
  Marker?: string | undefined
  isTruncated?: boolean | undefined
}
export interface ListEntitiesForPolicyRequest {
  PolicyArn: string
  EntityFilter?: 'User' | 'Role' | 'Group' | 'LocalManagedPolicy' | 'AWSManagedPolicy' | undefined
  PathPrefix?: string | undefined
  PolicyUsageFilter?: 'PermissionsPolicy' | 'PermissionsBoundary' | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListEntitiesForPolicyResponse {
  PolicyGroups?: PolicyGroup[] | undefined
  PolicyUsers?: PolicyUser[] | undefined
  PolicyRoles?: PolicyRole[] | undefined
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListGroupPoliciesRequest {
  GroupName: string
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListGroupPoliciesResponse {
  PolicyNames: string[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListGroupsForUserRequest {
  UserName: string
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListGroupsForUserResponse {
  Groups: Group[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListGroupsRequest {
  PathPrefix?: string | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListGroupsResponse {
  Groups: Group[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListInstanceProfileTagsRequest {
  InstanceProfileName: string
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListInstanceProfileTagsResponse {
  Tags: Tag[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListInstanceProfilesForRoleRequest {
  RoleName: string
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListInstanceProfilesForRoleResponse {
  InstanceProfiles: InstanceProfile[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListInstanceProfilesRequest {
  PathPrefix?: string | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListInstanceProfilesResponse {
  InstanceProfiles: InstanceProfile[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListMFADeviceTagsRequest {
  SerialNumber: string
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListMFADeviceTagsResponse {
  Tags: Tag[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListMFADevicesRequest {
  UserName?: string | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListMFADevicesResponse {
  MFADevices: MFADevice[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListOpenIDConnectProviderTagsRequest {
  OpenIDConnectProviderArn: string
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListOpenIDConnectProviderTagsResponse {
  Tags: Tag[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export type ListOpenIDConnectProvidersRequest = Record<never, never>
export interface ListOpenIDConnectProvidersResponse {
  OpenIDConnectProviderList?: OpenIDConnectProviderListEntry[] | undefined
}
export type ListOrganizationsFeaturesRequest = Record<never, never>
export interface ListOrganizationsFeaturesResponse {
  OrganizationId?: string | undefined
  EnabledFeatures?: ('RootCredentialsManagement' | 'RootSessions')[] | undefined
}
export interface ListPoliciesGrantingServiceAccessEntry {
  ServiceNamespace?: string | undefined
  Policies?: PolicyGrantingServiceAccess[] | undefined
}
export interface ListPoliciesGrantingServiceAccessRequest {
  Marker?: string | undefined
  Arn: string
  ServiceNamespaces: string[]
}
export interface ListPoliciesGrantingServiceAccessResponse {
  PoliciesGrantingServiceAccess: ListPoliciesGrantingServiceAccessEntry[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListPoliciesRequest {
  Scope?: 'All' | 'AWS' | 'Local' | undefined
  OnlyAttached?: boolean | undefined
  PathPrefix?: string | undefined
  PolicyUsageFilter?: 'PermissionsPolicy' | 'PermissionsBoundary' | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListPoliciesResponse {
  Policies?: Policy[] | undefined
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListPolicyTagsRequest {
  PolicyArn: string
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListPolicyTagsResponse {
  Tags: Tag[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListPolicyVersionsRequest {
  PolicyArn: string
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListPolicyVersionsResponse {
  Versions?: PolicyVersion[] | undefined
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListRolePoliciesRequest {
  RoleName: string
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListRolePoliciesResponse {
  PolicyNames: string[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListRoleTagsRequest {
  RoleName: string
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListRoleTagsResponse {
  Tags: Tag[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListRolesRequest {
  PathPrefix?: string | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListRolesResponse {
  Roles: Role[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListSAMLProviderTagsRequest {
  SAMLProviderArn: string
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListSAMLProviderTagsResponse {
  Tags: Tag[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export type ListSAMLProvidersRequest = Record<never, never>
export interface ListSAMLProvidersResponse {
  SAMLProviderList?: SAMLProviderListEntry[] | undefined
}
export interface ListSSHPublicKeysRequest {
  UserName?: string | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListSSHPublicKeysResponse {
  SSHPublicKeys?: SSHPublicKeyMetadata[] | undefined
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListServerCertificateTagsRequest {
  ServerCertificateName: string
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListServerCertificateTagsResponse {
  Tags: Tag[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListServerCertificatesRequest {
  PathPrefix?: string | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListServerCertificatesResponse {
  ServerCertificateMetadataList: ServerCertificateMetadata[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListServiceSpecificCredentialsRequest {
  UserName?: string | undefined
  ServiceName?: string | undefined
  AllUsers?: boolean | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListServiceSpecificCredentialsResponse {
  ServiceSpecificCredentials?: ServiceSpecificCredentialMetadata[] | undefined
  Marker?: string | undefined
  IsTruncated?: boolean | undefined
}
export interface ListSigningCertificatesRequest {
  UserName?: string | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListSigningCertificatesResponse {
  Certificates: SigningCertificate[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListUserPoliciesRequest {
  UserName: string
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListUserPoliciesResponse {
  PolicyNames: string[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListUserTagsRequest {
  UserName: string
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListUserTagsResponse {
  Tags: Tag[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListUsersRequest {
  PathPrefix?: string | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListUsersResponse {
  Users: User[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface ListVirtualMFADevicesRequest {
  AssignmentStatus?: 'Assigned' | 'Unassigned' | 'Any' | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}
export interface ListVirtualMFADevicesResponse {
  VirtualMFADevices: VirtualMFADevice[]
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface LoginProfile {
  UserName: string
  CreateDate: Instant
  PasswordResetRequired?: boolean | undefined
}
export interface MFADevice {
  UserName: string
  SerialNumber: string
  EnableDate: Instant
}
export interface ManagedPolicyDetail {
  PolicyName?: string | undefined
  PolicyId?: string | undefined
  Arn?: string | undefined
  Path?: string | undefined
  DefaultVersionId?: string | undefined
  AttachmentCount?: number | undefined
  PermissionsBoundaryUsageCount?: number | undefined
  IsAttachable?: boolean | undefined
  Description?: string | undefined
  CreateDate?: Instant | undefined
  UpdateDate?: Instant | undefined
  PolicyVersionList?: PolicyVersion[] | undefined
}
export interface OpenIDConnectProviderListEntry {
  Arn?: string | undefined
}
export interface OrganizationsDecisionDetail {
  AllowedByOrganizations?: boolean | undefined
}
export interface PasswordPolicy {
  MinimumPasswordLength?: number | undefined
  RequireSymbols?: boolean | undefined
  RequireNumbers?: boolean | undefined
  RequireUppercaseCharacters?: boolean | undefined
  RequireLowercaseCharacters?: boolean | undefined
  AllowUsersToChangePassword?: boolean | undefined
  ExpirePasswords?: boolean | undefined
  MaxPasswordAge?: number | undefined
  PasswordReusePrevention?: number | undefined
  HardExpiry?: boolean | undefined
}
export interface PermissionsBoundaryDecisionDetail {
  AllowedByPermissionsBoundary?: boolean | undefined
}
export interface Policy {
  PolicyName?: string | undefined
  PolicyId?: string | undefined
  Arn?: string | undefined
  Path?: string | undefined
  DefaultVersionId?: string | undefined
  AttachmentCount?: number | undefined
  PermissionsBoundaryUsageCount?: number | undefined
  IsAttachable?: boolean | undefined
  Description?: string | undefined
  CreateDate?: Instant | undefined
  UpdateDate?: Instant | undefined
  Tags?: Tag[] | undefined
}
export interface PolicyDetail {
  PolicyName?: string | undefined
  PolicyDocument?: string | undefined
}
export interface PolicyGrantingServiceAccess {
  PolicyName: string
  PolicyType: 'INLINE' | 'MANAGED'
  PolicyArn?: string | undefined
  EntityType?: 'USER' | 'ROLE' | 'GROUP' | undefined
  EntityName?: string | undefined
}
export interface PolicyGroup {
  GroupName?: string | undefined
  GroupId?: string | undefined
}
export interface PolicyParameter {
  Name?: string | undefined
  Values?: string[] | undefined
  Type?: 'string' | 'stringList' | undefined
}
export interface PolicyRole {
  RoleName?: string | undefined
  RoleId?: string | undefined
}
export interface PolicyUser {
  UserName?: string | undefined
  UserId?: string | undefined
}
export interface PolicyVersion {
  Document?: string | undefined
  VersionId?: string | undefined
  IsDefaultVersion?: boolean | undefined
  CreateDate?: Instant | undefined
}
export interface Position {
  Line?: number | undefined
  Column?: number | undefined
}
export interface PutGroupPolicyRequest {
  GroupName: string
  PolicyName: string
  PolicyDocument: string
}
export interface PutRolePermissionsBoundaryRequest {
  RoleName: string
  PermissionsBoundary: string
}
export interface PutRolePolicyRequest {
  RoleName: string
  PolicyName: string
  PolicyDocument: string
}
export interface PutUserPermissionsBoundaryRequest {
  UserName: string
  PermissionsBoundary: string
}
export interface PutUserPolicyRequest {
  UserName: string
  PolicyName: string
  PolicyDocument: string
}
export interface RejectDelegationRequestRequest {
  DelegationRequestId: string
  Notes?: string | undefined
}
export interface RemoveClientIDFromOpenIDConnectProviderRequest {
  OpenIDConnectProviderArn: string
  ClientID: string
}
export interface RemoveRoleFromInstanceProfileRequest {
  InstanceProfileName: string
  RoleName: string
}
export interface RemoveUserFromGroupRequest {
  GroupName: string
  UserName: string
}
export interface ResetServiceSpecificCredentialRequest {
  UserName?: string | undefined
  ServiceSpecificCredentialId: string
}
export interface ResetServiceSpecificCredentialResponse {
  ServiceSpecificCredential?: ServiceSpecificCredential | undefined
}
export interface ResourceSpecificResult {
  EvalResourceName: string
  EvalResourceDecision: 'allowed' | 'explicitDeny' | 'implicitDeny'
  MatchedStatements?: Statement[] | undefined
  MissingContextValues?: string[] | undefined
  EvalDecisionDetails?: Record<string, 'allowed' | 'explicitDeny' | 'implicitDeny'> | undefined
  PermissionsBoundaryDecisionDetail?: PermissionsBoundaryDecisionDetail | undefined
}
export interface ResyncMFADeviceRequest {
  UserName: string
  SerialNumber: string
  AuthenticationCode1: string
  AuthenticationCode2: string
}
export interface Role {
  Path: string
  RoleName: string
  RoleId: string
  Arn: string
  CreateDate: Instant
  AssumeRolePolicyDocument?: string | undefined
  Description?: string | undefined
  MaxSessionDuration?: number | undefined
  PermissionsBoundary?: AttachedPermissionsBoundary | undefined
  Tags?: Tag[] | undefined
  RoleLastUsed?: RoleLastUsed | undefined
}
export interface RoleDetail {
  Path?: string | undefined
  RoleName?: string | undefined
  RoleId?: string | undefined
  Arn?: string | undefined
  CreateDate?: Instant | undefined
  AssumeRolePolicyDocument?: string | undefined
  InstanceProfileList?: InstanceProfile[] | undefined
  RolePolicyList?: PolicyDetail[] | undefined
  AttachedManagedPolicies?: AttachedPolicy[] | undefined
  PermissionsBoundary?: AttachedPermissionsBoundary | undefined
  Tags?: Tag[] | undefined
  RoleLastUsed?: RoleLastUsed | undefined
}
export interface RoleLastUsed {
  LastUsedDate?: Instant | undefined
  Region?: string | undefined
}
export interface RoleUsageType {
  Region?: string | undefined
  Resources?: string[] | undefined
}
export interface SAMLPrivateKey {
  KeyId?: string | undefined
  Timestamp?: Instant | undefined
}
export interface SAMLProviderListEntry {
  Arn?: string | undefined
  ValidUntil?: Instant | undefined
  CreateDate?: Instant | undefined
}
export interface SSHPublicKey {
  UserName: string
  SSHPublicKeyId: string
  Fingerprint: string
  SSHPublicKeyBody: string
  Status: 'Active' | 'Inactive' | 'Expired'
  UploadDate?: Instant | undefined
}
export interface SSHPublicKeyMetadata {
  UserName: string
  SSHPublicKeyId: string
  Status: 'Active' | 'Inactive' | 'Expired'
  UploadDate: Instant
}
export interface SendDelegationTokenRequest {
  DelegationRequestId: string
}
export interface ServerCertificate {
  ServerCertificateMetadata: ServerCertificateMetadata
  CertificateBody: string
  CertificateChain?: string | undefined
  Tags?: Tag[] | undefined
}
export interface ServerCertificateMetadata {
  Path: string
  ServerCertificateName: string
  ServerCertificateId: string
  Arn: string
  UploadDate?: Instant | undefined
  Expiration?: Instant | undefined
}
export interface ServiceLastAccessed {
  ServiceName: string
  LastAuthenticated?: Instant | undefined
  ServiceNamespace: string
  LastAuthenticatedEntity?: string | undefined
  LastAuthenticatedRegion?: string | undefined
  TotalAuthenticatedEntities?: number | undefined
  TrackedActionsLastAccessed?: TrackedActionLastAccessed[] | undefined
}
export interface ServiceSpecificCredential {
  CreateDate: Instant
  ExpirationDate?: Instant | undefined
  ServiceName: string
  ServiceUserName?: string | undefined
  ServicePassword?: string | undefined
  ServiceCredentialAlias?: string | undefined
  ServiceCredentialSecret?: string | undefined
  ServiceSpecificCredentialId: string
  UserName: string
  Status: 'Active' | 'Inactive' | 'Expired'
}
export interface ServiceSpecificCredentialMetadata {
  UserName: string
  Status: 'Active' | 'Inactive' | 'Expired'
  ServiceUserName?: string | undefined
  ServiceCredentialAlias?: string | undefined
  CreateDate: Instant
  ExpirationDate?: Instant | undefined
  ServiceSpecificCredentialId: string
  ServiceName: string
}
export interface SetDefaultPolicyVersionRequest {
  PolicyArn: string
  VersionId: string
}
export interface SetSecurityTokenServicePreferencesRequest {
  GlobalEndpointTokenVersion: 'v1Token' | 'v2Token'
}
export interface SigningCertificate {
  UserName: string
  CertificateId: string
  CertificateBody: string
  Status: 'Active' | 'Inactive' | 'Expired'
  UploadDate?: Instant | undefined
}
export interface SimulateCustomPolicyRequest {
  PolicyInputList: string[]
  PermissionsBoundaryPolicyInputList?: string[] | undefined
  ActionNames: string[]
  ResourceArns?: string[] | undefined
  ResourcePolicy?: string | undefined
  ResourceOwner?: string | undefined
  CallerArn?: string | undefined
  ContextEntries?: ContextEntry[] | undefined
  ResourceHandlingOption?: string | undefined
  MaxItems?: number | undefined
  Marker?: string | undefined
}
export interface SimulatePolicyResponse {
  EvaluationResults?: EvaluationResult[] | undefined
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}
export interface SimulatePrincipalPolicyRequest {
  PolicySourceArn: string
  PolicyInputList?: string[] | undefined
  PermissionsBoundaryPolicyInputList?: string[] | undefined
  ActionNames: string[]
  ResourceArns?: string[] | undefined
  ResourcePolicy?: string | undefined
  ResourceOwner?: string | undefined
  CallerArn?: string | undefined
  ContextEntries?: ContextEntry[] | undefined
  ResourceHandlingOption?: string | undefined
  MaxItems?: number | undefined
  Marker?: string | undefined
}
export interface Statement {
  SourcePolicyId?: string | undefined
  SourcePolicyType?: 'user' | 'group' | 'role' | 'aws-managed' | 'user-managed' | 'resource' | 'none' | undefined
  StartPosition?: Position | undefined
  EndPosition?: Position | undefined
}
export interface Tag {
  Key: string
  Value: string
}
export interface TagInstanceProfileRequest {
  InstanceProfileName: string
  Tags: Tag[]
}
export interface TagMFADeviceRequest {
  SerialNumber: string
  Tags: Tag[]
}
export interface TagOpenIDConnectProviderRequest {
  OpenIDConnectProviderArn: string
  Tags: Tag[]
}
export interface TagPolicyRequest {
  PolicyArn: string
  Tags: Tag[]
}
export interface TagRoleRequest {
  RoleName: string
  Tags: Tag[]
}
export interface TagSAMLProviderRequest {
  SAMLProviderArn: string
  Tags: Tag[]
}
export interface TagServerCertificateRequest {
  ServerCertificateName: string
  Tags: Tag[]
}
export interface TagUserRequest {
  UserName: string
  Tags: Tag[]
}
export interface TrackedActionLastAccessed {
  ActionName?: string | undefined
  LastAccessedEntity?: string | undefined
  LastAccessedTime?: Instant | undefined
  LastAccessedRegion?: string | undefined
}
export interface UntagInstanceProfileRequest {
  InstanceProfileName: string
  TagKeys: string[]
}
export interface UntagMFADeviceRequest {
  SerialNumber: string
  TagKeys: string[]
}
export interface UntagOpenIDConnectProviderRequest {
  OpenIDConnectProviderArn: string
  TagKeys: string[]
}
export interface UntagPolicyRequest {
  PolicyArn: string
  TagKeys: string[]
}
export interface UntagRoleRequest {
  RoleName: string
  TagKeys: string[]
}
export interface UntagSAMLProviderRequest {
  SAMLProviderArn: string
  TagKeys: string[]
}
export interface UntagServerCertificateRequest {
  ServerCertificateName: string
  TagKeys: string[]
}
export interface UntagUserRequest {
  UserName: string
  TagKeys: string[]
}
export interface UpdateAccessKeyRequest {
  UserName?: string | undefined
  AccessKeyId: string
  Status: 'Active' | 'Inactive' | 'Expired'
}
export interface UpdateAccountPasswordPolicyRequest {
  MinimumPasswordLength?: number | undefined
  RequireSymbols?: boolean | undefined
  RequireNumbers?: boolean | undefined
  RequireUppercaseCharacters?: boolean | undefined
  RequireLowercaseCharacters?: boolean | undefined
  AllowUsersToChangePassword?: boolean | undefined
  MaxPasswordAge?: number | undefined
  PasswordReusePrevention?: number | undefined
  HardExpiry?: boolean | undefined
}
export interface UpdateAssumeRolePolicyRequest {
  RoleName: string
  PolicyDocument: string
}
export interface UpdateDelegationRequestRequest {
  DelegationRequestId: string
  Notes?: string | undefined
}
export interface UpdateGroupRequest {
  GroupName: string
  NewPath?: string | undefined
  NewGroupName?: string | undefined
}
export interface UpdateLoginProfileRequest {
  UserName: string
  Password?: string | undefined
  PasswordResetRequired?: boolean | undefined
}
export interface UpdateOpenIDConnectProviderThumbprintRequest {
  OpenIDConnectProviderArn: string
  ThumbprintList: string[]
}
export interface UpdateRoleDescriptionRequest {
  RoleName: string
  Description: string
}
export interface UpdateRoleDescriptionResponse {
  Role?: Role | undefined
}
export interface UpdateRoleRequest {
  RoleName: string
  Description?: string | undefined
  MaxSessionDuration?: number | undefined
}
export type UpdateRoleResponse = Record<never, never>
export interface UpdateSAMLProviderRequest {
  SAMLMetadataDocument?: string | undefined
  SAMLProviderArn: string
  AssertionEncryptionMode?: 'Required' | 'Allowed' | undefined
  AddPrivateKey?: string | undefined
  RemovePrivateKey?: string | undefined
}
export interface UpdateSAMLProviderResponse {
  SAMLProviderArn?: string | undefined
}
export interface UpdateSSHPublicKeyRequest {
  UserName: string
  SSHPublicKeyId: string
  Status: 'Active' | 'Inactive' | 'Expired'
}
export interface UpdateServerCertificateRequest {
  ServerCertificateName: string
  NewPath?: string | undefined
  NewServerCertificateName?: string | undefined
}
export interface UpdateServiceSpecificCredentialRequest {
  UserName?: string | undefined
  ServiceSpecificCredentialId: string
  Status: 'Active' | 'Inactive' | 'Expired'
}
export interface UpdateSigningCertificateRequest {
  UserName?: string | undefined
  CertificateId: string
  Status: 'Active' | 'Inactive' | 'Expired'
}
export interface UpdateUserRequest {
  UserName: string
  NewPath?: string | undefined
  NewUserName?: string | undefined
}
export interface UploadSSHPublicKeyRequest {
  UserName: string
  SSHPublicKeyBody: string
}
export interface UploadSSHPublicKeyResponse {
  SSHPublicKey?: SSHPublicKey | undefined
}
export interface UploadServerCertificateRequest {
  Path?: string | undefined
  ServerCertificateName: string
  CertificateBody: string
  PrivateKey: string
  CertificateChain?: string | undefined
  Tags?: Tag[] | undefined
}
export interface UploadServerCertificateResponse {
  ServerCertificateMetadata?: ServerCertificateMetadata | undefined
  Tags?: Tag[] | undefined
}
export interface UploadSigningCertificateRequest {
  UserName?: string | undefined
  CertificateBody: string
}
export interface UploadSigningCertificateResponse {
  Certificate: SigningCertificate
}
export interface User {
  Path: string
  UserName: string
  UserId: string
  Arn: string
  CreateDate: Instant
  PasswordLastUsed?: Instant | undefined
  PermissionsBoundary?: AttachedPermissionsBoundary | undefined
  Tags?: Tag[] | undefined
}
export interface UserDetail {
  Path?: string | undefined
  UserName?: string | undefined
  UserId?: string | undefined
  Arn?: string | undefined
  CreateDate?: Instant | undefined
  UserPolicyList?: PolicyDetail[] | undefined
  GroupList?: string[] | undefined
  AttachedManagedPolicies?: AttachedPolicy[] | undefined
  PermissionsBoundary?: AttachedPermissionsBoundary | undefined
  Tags?: Tag[] | undefined
}
export interface VirtualMFADevice {
  SerialNumber: string
  Base32StringSeed?: Uint8Array | undefined
  QRCodePNG?: Uint8Array | undefined
  User?: User | undefined
  EnableDate?: Instant | undefined
  Tags?: Tag[] | undefined
}

export interface Operations {
  AcceptDelegationRequest: { input: AcceptDelegationRequestRequest; output: void }
  AddClientIDToOpenIDConnectProvider: { input: AddClientIDToOpenIDConnectProviderRequest; output: void }
  AddRoleToInstanceProfile: { input: AddRoleToInstanceProfileRequest; output: void }
  AddUserToGroup: { input: AddUserToGroupRequest; output: void }
  AssociateDelegationRequest: { input: AssociateDelegationRequestRequest; output: void }
  AttachGroupPolicy: { input: AttachGroupPolicyRequest; output: void }
  AttachRolePolicy: { input: AttachRolePolicyRequest; output: void }
  AttachUserPolicy: { input: AttachUserPolicyRequest; output: void }
  ChangePassword: { input: ChangePasswordRequest; output: void }
  CreateAccessKey: { input: CreateAccessKeyRequest; output: CreateAccessKeyResponse }
  CreateAccountAlias: { input: CreateAccountAliasRequest; output: void }
  CreateDelegationRequest: { input: CreateDelegationRequestRequest; output: CreateDelegationRequestResponse }
  CreateGroup: { input: CreateGroupRequest; output: CreateGroupResponse }
  CreateInstanceProfile: { input: CreateInstanceProfileRequest; output: CreateInstanceProfileResponse }
  CreateLoginProfile: { input: CreateLoginProfileRequest; output: CreateLoginProfileResponse }
  CreateOpenIDConnectProvider: { input: CreateOpenIDConnectProviderRequest; output: CreateOpenIDConnectProviderResponse }
  CreatePolicy: { input: CreatePolicyRequest; output: CreatePolicyResponse }
  CreatePolicyVersion: { input: CreatePolicyVersionRequest; output: CreatePolicyVersionResponse }
  CreateRole: { input: CreateRoleRequest; output: CreateRoleResponse }
  CreateSAMLProvider: { input: CreateSAMLProviderRequest; output: CreateSAMLProviderResponse }
  CreateServiceLinkedRole: { input: CreateServiceLinkedRoleRequest; output: CreateServiceLinkedRoleResponse }
  CreateServiceSpecificCredential: { input: CreateServiceSpecificCredentialRequest; output: CreateServiceSpecificCredentialResponse }
  CreateUser: { input: CreateUserRequest; output: CreateUserResponse }
  CreateVirtualMFADevice: { input: CreateVirtualMFADeviceRequest; output: CreateVirtualMFADeviceResponse }
  DeactivateMFADevice: { input: DeactivateMFADeviceRequest; output: void }
  DeleteAccessKey: { input: DeleteAccessKeyRequest; output: void }
  DeleteAccountAlias: { input: DeleteAccountAliasRequest; output: void }
  DeleteAccountPasswordPolicy: { input: Record<never, never>; output: void }
  DeleteGroup: { input: DeleteGroupRequest; output: void }
  DeleteGroupPolicy: { input: DeleteGroupPolicyRequest; output: void }
  DeleteInstanceProfile: { input: DeleteInstanceProfileRequest; output: void }
  DeleteLoginProfile: { input: DeleteLoginProfileRequest; output: void }
  DeleteOpenIDConnectProvider: { input: DeleteOpenIDConnectProviderRequest; output: void }
  DeletePolicy: { input: DeletePolicyRequest; output: void }
  DeletePolicyVersion: { input: DeletePolicyVersionRequest; output: void }
  DeleteRole: { input: DeleteRoleRequest; output: void }
  DeleteRolePermissionsBoundary: { input: DeleteRolePermissionsBoundaryRequest; output: void }
  DeleteRolePolicy: { input: DeleteRolePolicyRequest; output: void }
  DeleteSAMLProvider: { input: DeleteSAMLProviderRequest; output: void }
  DeleteSSHPublicKey: { input: DeleteSSHPublicKeyRequest; output: void }
  DeleteServerCertificate: { input: DeleteServerCertificateRequest; output: void }
  DeleteServiceLinkedRole: { input: DeleteServiceLinkedRoleRequest; output: DeleteServiceLinkedRoleResponse }
  DeleteServiceSpecificCredential: { input: DeleteServiceSpecificCredentialRequest; output: void }
  DeleteSigningCertificate: { input: DeleteSigningCertificateRequest; output: void }
  DeleteUser: { input: DeleteUserRequest; output: void }
  DeleteUserPermissionsBoundary: { input: DeleteUserPermissionsBoundaryRequest; output: void }
  DeleteUserPolicy: { input: DeleteUserPolicyRequest; output: void }
  DeleteVirtualMFADevice: { input: DeleteVirtualMFADeviceRequest; output: void }
  DetachGroupPolicy: { input: DetachGroupPolicyRequest; output: void }
  DetachRolePolicy: { input: DetachRolePolicyRequest; output: void }
  DetachUserPolicy: { input: DetachUserPolicyRequest; output: void }
  DisableOrganizationsRootCredentialsManagement: { input: DisableOrganizationsRootCredentialsManagementRequest; output: DisableOrganizationsRootCredentialsManagementResponse }
  DisableOrganizationsRootSessions: { input: DisableOrganizationsRootSessionsRequest; output: DisableOrganizationsRootSessionsResponse }
  DisableOutboundWebIdentityFederation: { input: Record<never, never>; output: void }
  EnableMFADevice: { input: EnableMFADeviceRequest; output: void }
  EnableOrganizationsRootCredentialsManagement: { input: EnableOrganizationsRootCredentialsManagementRequest; output: EnableOrganizationsRootCredentialsManagementResponse }
  EnableOrganizationsRootSessions: { input: EnableOrganizationsRootSessionsRequest; output: EnableOrganizationsRootSessionsResponse }
  EnableOutboundWebIdentityFederation: { input: Record<never, never>; output: EnableOutboundWebIdentityFederationResponse }
  GenerateCredentialReport: { input: Record<never, never>; output: GenerateCredentialReportResponse }
  GenerateOrganizationsAccessReport: { input: GenerateOrganizationsAccessReportRequest; output: GenerateOrganizationsAccessReportResponse }
  GenerateServiceLastAccessedDetails: { input: GenerateServiceLastAccessedDetailsRequest; output: GenerateServiceLastAccessedDetailsResponse }
  GetAccessKeyLastUsed: { input: GetAccessKeyLastUsedRequest; output: GetAccessKeyLastUsedResponse }
  GetAccountAuthorizationDetails: { input: GetAccountAuthorizationDetailsRequest; output: GetAccountAuthorizationDetailsResponse }
  GetAccountPasswordPolicy: { input: Record<never, never>; output: GetAccountPasswordPolicyResponse }
  GetAccountSummary: { input: Record<never, never>; output: GetAccountSummaryResponse }
  GetContextKeysForCustomPolicy: { input: GetContextKeysForCustomPolicyRequest; output: GetContextKeysForPolicyResponse }
  GetContextKeysForPrincipalPolicy: { input: GetContextKeysForPrincipalPolicyRequest; output: GetContextKeysForPolicyResponse }
  GetCredentialReport: { input: Record<never, never>; output: GetCredentialReportResponse }
  GetDelegationRequest: { input: GetDelegationRequestRequest; output: GetDelegationRequestResponse }
  GetGroup: { input: GetGroupRequest; output: GetGroupResponse }
  GetGroupPolicy: { input: GetGroupPolicyRequest; output: GetGroupPolicyResponse }
  GetHumanReadableSummary: { input: GetHumanReadableSummaryRequest; output: GetHumanReadableSummaryResponse }
  GetInstanceProfile: { input: GetInstanceProfileRequest; output: GetInstanceProfileResponse }
  GetLoginProfile: { input: GetLoginProfileRequest; output: GetLoginProfileResponse }
  GetMFADevice: { input: GetMFADeviceRequest; output: GetMFADeviceResponse }
  GetOpenIDConnectProvider: { input: GetOpenIDConnectProviderRequest; output: GetOpenIDConnectProviderResponse }
  GetOrganizationsAccessReport: { input: GetOrganizationsAccessReportRequest; output: GetOrganizationsAccessReportResponse }
  GetOutboundWebIdentityFederationInfo: { input: Record<never, never>; output: GetOutboundWebIdentityFederationInfoResponse }
  GetPolicy: { input: GetPolicyRequest; output: GetPolicyResponse }
  GetPolicyVersion: { input: GetPolicyVersionRequest; output: GetPolicyVersionResponse }
  GetRole: { input: GetRoleRequest; output: GetRoleResponse }
  GetRolePolicy: { input: GetRolePolicyRequest; output: GetRolePolicyResponse }
  GetSAMLProvider: { input: GetSAMLProviderRequest; output: GetSAMLProviderResponse }
  GetSSHPublicKey: { input: GetSSHPublicKeyRequest; output: GetSSHPublicKeyResponse }
  GetServerCertificate: { input: GetServerCertificateRequest; output: GetServerCertificateResponse }
  GetServiceLastAccessedDetails: { input: GetServiceLastAccessedDetailsRequest; output: GetServiceLastAccessedDetailsResponse }
  GetServiceLastAccessedDetailsWithEntities: { input: GetServiceLastAccessedDetailsWithEntitiesRequest; output: GetServiceLastAccessedDetailsWithEntitiesResponse }
  GetServiceLinkedRoleDeletionStatus: { input: GetServiceLinkedRoleDeletionStatusRequest; output: GetServiceLinkedRoleDeletionStatusResponse }
  GetUser: { input: GetUserRequest; output: GetUserResponse }
  GetUserPolicy: { input: GetUserPolicyRequest; output: GetUserPolicyResponse }
  ListAccessKeys: { input: ListAccessKeysRequest; output: ListAccessKeysResponse }
  ListAccountAliases: { input: ListAccountAliasesRequest; output: ListAccountAliasesResponse }
  ListAttachedGroupPolicies: { input: ListAttachedGroupPoliciesRequest; output: ListAttachedGroupPoliciesResponse }
  ListAttachedRolePolicies: { input: ListAttachedRolePoliciesRequest; output: ListAttachedRolePoliciesResponse }
  ListAttachedUserPolicies: { input: ListAttachedUserPoliciesRequest; output: ListAttachedUserPoliciesResponse }
  ListDelegationRequests: { input: ListDelegationRequestsRequest; output: ListDelegationRequestsResponse }
  ListEntitiesForPolicy: { input: ListEntitiesForPolicyRequest; output: ListEntitiesForPolicyResponse }
  ListGroupPolicies: { input: ListGroupPoliciesRequest; output: ListGroupPoliciesResponse }
  ListGroups: { input: ListGroupsRequest; output: ListGroupsResponse }
  ListGroupsForUser: { input: ListGroupsForUserRequest; output: ListGroupsForUserResponse }
  ListInstanceProfileTags: { input: ListInstanceProfileTagsRequest; output: ListInstanceProfileTagsResponse }
  ListInstanceProfiles: { input: ListInstanceProfilesRequest; output: ListInstanceProfilesResponse }
  ListInstanceProfilesForRole: { input: ListInstanceProfilesForRoleRequest; output: ListInstanceProfilesForRoleResponse }
  ListMFADeviceTags: { input: ListMFADeviceTagsRequest; output: ListMFADeviceTagsResponse }
  ListMFADevices: { input: ListMFADevicesRequest; output: ListMFADevicesResponse }
  ListOpenIDConnectProviderTags: { input: ListOpenIDConnectProviderTagsRequest; output: ListOpenIDConnectProviderTagsResponse }
  ListOpenIDConnectProviders: { input: ListOpenIDConnectProvidersRequest; output: ListOpenIDConnectProvidersResponse }
  ListOrganizationsFeatures: { input: ListOrganizationsFeaturesRequest; output: ListOrganizationsFeaturesResponse }
  ListPolicies: { input: ListPoliciesRequest; output: ListPoliciesResponse }
  ListPoliciesGrantingServiceAccess: { input: ListPoliciesGrantingServiceAccessRequest; output: ListPoliciesGrantingServiceAccessResponse }
  ListPolicyTags: { input: ListPolicyTagsRequest; output: ListPolicyTagsResponse }
  ListPolicyVersions: { input: ListPolicyVersionsRequest; output: ListPolicyVersionsResponse }
  ListRolePolicies: { input: ListRolePoliciesRequest; output: ListRolePoliciesResponse }
  ListRoleTags: { input: ListRoleTagsRequest; output: ListRoleTagsResponse }
  ListRoles: { input: ListRolesRequest; output: ListRolesResponse }
  ListSAMLProviderTags: { input: ListSAMLProviderTagsRequest; output: ListSAMLProviderTagsResponse }
  ListSAMLProviders: { input: ListSAMLProvidersRequest; output: ListSAMLProvidersResponse }
  ListSSHPublicKeys: { input: ListSSHPublicKeysRequest; output: ListSSHPublicKeysResponse }
  ListServerCertificateTags: { input: ListServerCertificateTagsRequest; output: ListServerCertificateTagsResponse }
  ListServerCertificates: { input: ListServerCertificatesRequest; output: ListServerCertificatesResponse }
  ListServiceSpecificCredentials: { input: ListServiceSpecificCredentialsRequest; output: ListServiceSpecificCredentialsResponse }
  ListSigningCertificates: { input: ListSigningCertificatesRequest; output: ListSigningCertificatesResponse }
  ListUserPolicies: { input: ListUserPoliciesRequest; output: ListUserPoliciesResponse }
  ListUserTags: { input: ListUserTagsRequest; output: ListUserTagsResponse }
  ListUsers: { input: ListUsersRequest; output: ListUsersResponse }
  ListVirtualMFADevices: { input: ListVirtualMFADevicesRequest; output: ListVirtualMFADevicesResponse }
  PutGroupPolicy: { input: PutGroupPolicyRequest; output: void }
  PutRolePermissionsBoundary: { input: PutRolePermissionsBoundaryRequest; output: void }
  PutRolePolicy: { input: PutRolePolicyRequest; output: void }
  PutUserPermissionsBoundary: { input: PutUserPermissionsBoundaryRequest; output: void }
  PutUserPolicy: { input: PutUserPolicyRequest; output: void }
  RejectDelegationRequest: { input: RejectDelegationRequestRequest; output: void }
  RemoveClientIDFromOpenIDConnectProvider: { input: RemoveClientIDFromOpenIDConnectProviderRequest; output: void }
  RemoveRoleFromInstanceProfile: { input: RemoveRoleFromInstanceProfileRequest; output: void }
  RemoveUserFromGroup: { input: RemoveUserFromGroupRequest; output: void }
  ResetServiceSpecificCredential: { input: ResetServiceSpecificCredentialRequest; output: ResetServiceSpecificCredentialResponse }
  ResyncMFADevice: { input: ResyncMFADeviceRequest; output: void }
  SendDelegationToken: { input: SendDelegationTokenRequest; output: void }
  SetDefaultPolicyVersion: { input: SetDefaultPolicyVersionRequest; output: void }
  SetSecurityTokenServicePreferences: { input: SetSecurityTokenServicePreferencesRequest; output: void }
  SimulateCustomPolicy: { input: SimulateCustomPolicyRequest; output: SimulatePolicyResponse }
  SimulatePrincipalPolicy: { input: SimulatePrincipalPolicyRequest; output: SimulatePolicyResponse }
  TagInstanceProfile: { input: TagInstanceProfileRequest; output: void }
  TagMFADevice: { input: TagMFADeviceRequest; output: void }
  TagOpenIDConnectProvider: { input: TagOpenIDConnectProviderRequest; output: void }
  TagPolicy: { input: TagPolicyRequest; output: void }
  TagRole: { input: TagRoleRequest; output: void }
  TagSAMLProvider: { input: TagSAMLProviderRequest; output: void }
  TagServerCertificate: { input: TagServerCertificateRequest; output: void }
  TagUser: { input: TagUserRequest; output: void }
  UntagInstanceProfile: { input: UntagInstanceProfileRequest; output: void }
  UntagMFADevice: { input: UntagMFADeviceRequest; output: void }
  UntagOpenIDConnectProvider: { input: UntagOpenIDConnectProviderRequest; output: void }
  UntagPolicy: { input: UntagPolicyRequest; output: void }
  UntagRole: { input: UntagRoleRequest; output: void }
  UntagSAMLProvider: { input: UntagSAMLProviderRequest; output: void }
  UntagServerCertificate: { input: UntagServerCertificateRequest; output: void }
  UntagUser: { input: UntagUserRequest; output: void }
  UpdateAccessKey: { input: UpdateAccessKeyRequest; output: void }
  UpdateAccountPasswordPolicy: { input: UpdateAccountPasswordPolicyRequest; output: void }
  UpdateAssumeRolePolicy: { input: UpdateAssumeRolePolicyRequest; output: void }
  UpdateDelegationRequest: { input: UpdateDelegationRequestRequest; output: void }
  UpdateGroup: { input: UpdateGroupRequest; output: void }
  UpdateLoginProfile: { input: UpdateLoginProfileRequest; output: void }
  UpdateOpenIDConnectProviderThumbprint: { input: UpdateOpenIDConnectProviderThumbprintRequest; output: void }
  UpdateRole: { input: UpdateRoleRequest; output: UpdateRoleResponse }
  UpdateRoleDescription: { input: UpdateRoleDescriptionRequest; output: UpdateRoleDescriptionResponse }
  UpdateSAMLProvider: { input: UpdateSAMLProviderRequest; output: UpdateSAMLProviderResponse }
  UpdateSSHPublicKey: { input: UpdateSSHPublicKeyRequest; output: void }
  UpdateServerCertificate: { input: UpdateServerCertificateRequest; output: void }
  UpdateServiceSpecificCredential: { input: UpdateServiceSpecificCredentialRequest; output: void }
  UpdateSigningCertificate: { input: UpdateSigningCertificateRequest; output: void }
  UpdateUser: { input: UpdateUserRequest; output: void }
  UploadSSHPublicKey: { input: UploadSSHPublicKeyRequest; output: UploadSSHPublicKeyResponse }
  UploadServerCertificate: { input: UploadServerCertificateRequest; output: UploadServerCertificateResponse }
  UploadSigningCertificate: { input: UploadSigningCertificateRequest; output: UploadSigningCertificateResponse }
}
