import type { Role } from '@aws-sdk/client-iam'
import { orNone } from './or-none.js'
import { allPages } from './pages.js'
import { type IamQuery, useIamQuery } from './use-iam-query.js'

export function useRoles(enabled = true) {
  return useIamQuery<Role[]>({
    key: ['roles'],
    enabled,
    load: (iam) =>
      allPages(
        (marker) => iam.listRoles({ ...marker, MaxItems: 1000 }),
        (page) => page.Roles,
      ),
  })
}

/** `null`: there is no such role. Its last use is told here only, not by the list. */
export const roleQuery = (roleName: string): IamQuery<Role | null> => ({
  key: ['role', roleName],
  load: async (iam) => (await orNone(iam.getRole({ RoleName: roleName })))?.Role ?? null,
})

export const useRole = (roleName: string) => useIamQuery(roleQuery(roleName))

/** Trust policies go out URL-encoded. */
export const trustPolicyOf = ({ AssumeRolePolicyDocument = '' }: Role): string => decodeURIComponent(AssumeRolePolicyDocument)

/** Whom a trust policy names, in a few words. */
export function trustedEntities(role: Role): string {
  try {
    const { Statement } = JSON.parse(trustPolicyOf(role)) as { Statement: unknown }
    const names = [Statement].flat().flatMap((statement) => principalsOf((statement as { Principal?: unknown }).Principal))
    return [...new Set(names)].join(', ')
  } catch {
    return '–'
  }
}

function principalsOf(principal: unknown): string[] {
  if (typeof principal === 'string') return [principal]
  return Object.entries((principal ?? {}) as Record<string, unknown>).flatMap(([type, names]) =>
    [names].flat().map((name) => (type === 'AWS' ? accountOr(String(name)) : String(name))),
  )
}

function accountOr(name: string): string {
  const account = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1]
  return account ? `Account: ${account}` : name
}
