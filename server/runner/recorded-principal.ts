import type { AccountView } from '../account/account.js'
import { roleArn, rootArn, userArn } from '../account/arns.js'
import type { Caller } from '../account/caller.js'
import type { RecordedPrincipal } from '../account/request-record.js'

/** Who called, as records keep it. */
export function recordedPrincipal(account: AccountView, caller: Caller): RecordedPrincipal {
  if (caller.type === 'Anonymous') return { type: 'WebIdentityUser' }
  const { credential } = caller
  const principal: RecordedPrincipal = {
    type: caller.type,
    arn: caller.arn,
    userId: caller.userId,
    accessKeyId: credential.accessKeyId,
    credentialKind: credential.kind,
  }
  if (caller.type === 'IAMUser') principal.userName = caller.userName
  if (credential.mfaPresent !== undefined) principal.mfaPresent = credential.mfaPresent
  if (credential.issuedAt !== undefined) principal.sessionCreated = credential.issuedAt
  return caller.type === 'AssumedRole' || caller.type === 'FederatedUser'
    ? { ...principal, ...sessionOf(account, caller) }
    : principal
}

function sessionOf(
  account: AccountView,
  caller: Extract<Caller, { type: 'AssumedRole' | 'FederatedUser' }>,
): Partial<RecordedPrincipal> {
  if (caller.type === 'AssumedRole') {
    const role = account.get('Role', caller.roleId)
    const arn = roleArn(account.accountId, role ?? { path: '/', roleName: caller.roleName })
    const { sourceIdentity, federatedProvider, instance } = caller.session
    return {
      sessionIssuer: { type: 'Role', arn, id: caller.roleId, name: caller.roleName },
      ...(sourceIdentity ? { sourceIdentity } : {}),
      ...(federatedProvider ? { identityProvider: federatedProvider } : {}),
      ...(instance ? { ec2RoleDelivery: instance.roleDelivery } : {}),
    }
  }
  const user = account.get('User', caller.issuerId)
  return {
    sessionIssuer: user
      ? { type: 'IAMUser', arn: userArn(account.accountId, user), id: user.userId, name: user.userName }
      : { type: 'Root', arn: rootArn(account.accountId), id: account.accountId, name: 'root' },
  }
}
