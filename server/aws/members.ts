/** A structure of an answer as CloudTrail's `responseElements` name its members: `RoleName` as `roleName`. */
export function members(structure: object | undefined): Record<string, unknown> {
  const entries = Object.entries(structure ?? {}).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries.map(([name, value]) => [lowerFirst(name), shown(value)]))
}

export const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown)
  return typeof value === 'object' && value !== null ? members(value) : value
}
