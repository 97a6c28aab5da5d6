import { useSession } from '../../shared/session.js'
import type { CredentialOwner } from '../queries/owner.js'

/** Whose credentials one's own are: root's or the user's. */
export function useOwnCredentials(): CredentialOwner {
  const { type, accountId, userName } = useSession()
  return type === 'Root' || userName === undefined ? { kind: 'root', accountId } : { kind: 'user', userName }
}
