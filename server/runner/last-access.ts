import type { Caller } from '../account/caller.js'
import { isNewUse, type LastUsed } from '../account/last-used.js'
import type { Instant } from '../account/ports.js'
import type { Stamp } from '../account/repository.js'
import type { Call } from './operation.js'

/** The unique id behind a caller: the user, the role, or the account id for root; undefined for nobody. */
export function principalIdOf(caller: Caller): string | undefined {
  switch (caller.type) {
    case 'AssumedRole':
      return caller.roleId
    case 'FederatedUser':
      return caller.issuerId
    case 'Anonymous':
      return undefined
    default:
      return caller.userId
  }
}

/**
 * What a call uses: its key, service and action of its principal, and the role. Refused calls count, as at AWS. Source:
 * IAM User Guide, "Refining permissions using last accessed information" and "Get information about last used keys".
 */
export function usesOf({ caller, operation, request }: Call, now: Instant, lastUsed: LastUsed): Stamp[] {
  const { service, name } = operation
  const { credential } = caller
  const { region } = request
  const stamps: Stamp[] = []
  if (credential.kind === 'long-term' && credential.accessKeyId !== '') {
    stamps.push({ kind: 'AccessKey', key: credential.accessKeyId, service, at: now, region })
  }
  const principalId = principalIdOf(caller)
  if (principalId === undefined) return stamps
  const action: Stamp = { kind: 'Action', key: `${principalId}/${service}:${name}`, at: now, region }
  // The common case: the same call moments ago. Service and role were noted with it.
  if (!isNewUse(action, lastUsed('Action', action.key))) return stamps
  stamps.push(action, { kind: 'Service', key: `${principalId}/${service}`, at: now, region })
  if (caller.type === 'AssumedRole') stamps.push({ kind: 'Role', key: caller.roleId, at: now, region })
  return stamps
}
