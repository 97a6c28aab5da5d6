import type { Group, InstanceProfile, ManagedPolicy, Role, ServerCertificate, User } from './entities.js'

/** ARNs of IAM: the region is always empty. Source: IAM User Guide, "IAM identifiers". */
const iamArn = (accountId: string, resource: string): string => `arn:aws:iam::${accountId}:${resource}`

export const rootArn = (accountId: string): string => iamArn(accountId, 'root')
export const userArn = (accountId: string, user: Pick<User, 'path' | 'userName'>): string =>
  iamArn(accountId, `user${user.path}${user.userName}`)
export const groupArn = (accountId: string, group: Pick<Group, 'path' | 'groupName'>): string =>
  iamArn(accountId, `group${group.path}${group.groupName}`)
export const roleArn = (accountId: string, role: Pick<Role, 'path' | 'roleName'>): string =>
  iamArn(accountId, `role${role.path}${role.roleName}`)
export const instanceProfileArn = (accountId: string, profile: Pick<InstanceProfile, 'path' | 'instanceProfileName'>): string =>
  iamArn(accountId, `instance-profile${profile.path}${profile.instanceProfileName}`)
export const serverCertificateArn = (
  accountId: string,
  certificate: Pick<ServerCertificate, 'path' | 'serverCertificateName'>,
): string => iamArn(accountId, `server-certificate${certificate.path}${certificate.serverCertificateName}`)
export const samlProviderArn = (accountId: string, name: string): string => iamArn(accountId, `saml-provider/${name}`)
export const oidcProviderArn = (accountId: string, url: string): string => iamArn(accountId, `oidc-provider/${url}`)
export const delegationRequestArn = (accountId: string, id: string): string => iamArn(accountId, `delegation-request/${id}`)
export const policyArn = (accountId: string, policy: Pick<ManagedPolicy, 'path' | 'policyName'>): string =>
  iamArn(accountId, `policy${policy.path}${policy.policyName}`)
export const mfaArn = (accountId: string, path: string, name: string): string => iamArn(accountId, `mfa${path}${name}`)
/** Of a passkey. Source: IAM User Guide, "IAM identifiers"; root's form is not public. */
export const passkeyArn = (accountId: string, userName: string | undefined, id: string): string =>
  iamArn(accountId, userName === undefined ? `u2f/root-account/${id}` : `u2f/user/${userName}/${id}`)
/** A role's session: without the role's path. */
export const assumedRoleArn = (accountId: string, roleName: string, sessionName: string): string =>
  `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`
export const federatedUserArn = (accountId: string, name: string): string => `arn:aws:sts::${accountId}:federated-user/${name}`

type PathType = 'user' | 'group' | 'role' | 'mfa' | 'instance-profile' | 'server-certificate'

/** What list operations are authorised on: `arn:aws:iam::<account>:user/` and the path prefix, if any. */
export const pathArn = (accountId: string, type: PathType, pathPrefix = '/'): string =>
  iamArn(accountId, `${type}${pathPrefix}`)

/** The account an ARN names, or an empty text. */
export const accountOfArn = (arn: string): string => arn.split(':')[4] ?? ''
