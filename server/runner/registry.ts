import type { Operation } from './operation.js'

/** By `<service>:<operation>`; two of a name are a mistake. */
export function operationsByName(operations: readonly Operation[]): ReadonlyMap<string, Operation> {
  const byName = new Map<string, Operation>()
  for (const operation of operations) {
    const name = `${operation.service}:${operation.name}`
    if (byName.has(name)) throw new Error(`two operations are called ${name}`)
    byName.set(name, operation)
  }
  return byName
}
