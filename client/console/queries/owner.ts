import { useSession } from '../../shared/session.js'

/** Whose access keys or MFA devices a panel shows. */
export type CredentialOwner = { kind: 'root'; accountId: string } | { kind: 'user'; userName: string }

/** The UserName parameter of the access-key and list operations: left out for root. */
export function userNameOf(owner: CredentialOwner): { UserName?: string } {
  return owner.kind === 'user' ? { UserName: owner.userName } : {}
}

/** Enable-, Deactivate- and ResyncMFADevice require a UserName; for root it is the account id. */
export function mfaUserNameOf(owner: CredentialOwner): { UserName: string } {
  return { UserName: owner.kind === 'user' ? owner.userName : owner.accountId }
}

/** Where the owner's data stand among the query keys. */
export function ownerKey(owner: CredentialOwner): string[] {
  return owner.kind === 'user' ? ['user', owner.userName] : ['root']
}

/** Whose credentials one's own are: root's or the user's. */
export function useOwnCredentials(): CredentialOwner {
  const { type, accountId, userName } = useSession()
  return type === 'Root' || userName === undefined ? { kind: 'root', accountId } : { kind: 'user', userName }
}
