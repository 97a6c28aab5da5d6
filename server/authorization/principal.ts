import type { PrincipalElement } from './grammar.js'
import type { AuthorizationRequest } from './types.js'

/**
 * How a Principal element names the caller: `direct` the user or session itself, `role` the role behind the session,
 * `account` only the account, which delegates. Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
export type Naming = 'direct' | 'role' | 'account'

export function naming(element: PrincipalElement, request: AuthorizationRequest): Naming | undefined {
  const role = roleOf(request)
  if (element === '*') return role === undefined ? 'direct' : 'role'
  if (element.Service?.includes(request.principal) || element.Federated?.includes(request.principal)) return 'direct'
  const names = element.AWS ?? []
  if (names.includes(request.principal)) return isRoot(request.principal) ? 'account' : 'direct'
  if (role !== undefined && names.includes(role)) return 'role'
  if (names.includes('*')) return role === undefined ? 'direct' : 'role'
  const { principalAccount } = request
  if (names.includes(principalAccount) || names.some((name) => isRoot(name) && accountOf(name) === principalAccount))
    return 'account'
  return undefined
}

/** NotPrincipal excepts a caller only where both they and their account are listed. Source: "NotPrincipal". */
export function excepted(element: PrincipalElement, request: AuthorizationRequest): boolean {
  if (element === '*') return true
  const listed = naming(element, request)
  if (isRoot(request.principal)) return listed !== undefined
  const account = { ...request, principal: `arn:aws:iam::${request.principalAccount}:root` }
  return (listed === 'direct' || listed === 'role') && naming(element, account) !== undefined
}

export const isRoot = (arn: string): boolean => arn.startsWith('arn:') && arn.endsWith(':root')
const accountOf = (arn: string): string => arn.split(':')[4] ?? ''

/** The role's ARN behind a session: as the context has it (with its path), else made from the session's. */
function roleOf({ principal, context }: AuthorizationRequest): string | undefined {
  const match = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(principal)
  if (!match) return undefined
  const known = context['aws:principalarn']
  return typeof known === 'string' ? known : `arn:${match[1]}:iam::${match[2]}:role/${match[3]}`
}
