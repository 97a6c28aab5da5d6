import type { Role } from '@aws-sdk/client-iam'
import { type PrincipalElement, readPolicy } from '../../../server/authorization/grammar.js'
import { trustPolicyOf } from '../queries/roles.js'

const principalsOf = (role: Role): PrincipalElement[] =>
  (readPolicy(trustPolicyOf(role))?.statements ?? []).flatMap(({ effect, principal }) =>
    effect === 'Allow' && principal !== undefined ? [principal] : [],
  )

/** Can people switch to it? */
export const trustsAccounts = (role: Role): boolean =>
  principalsOf(role).some((principal) => principal === '*' || (principal.AWS?.length ?? 0) > 0)

export const trustsService = (role: Role, service: string): boolean =>
  principalsOf(role).some((principal) => principal !== '*' && principal.Service?.includes(service))
