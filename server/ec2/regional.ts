import { createHash } from 'node:crypto'
import type { AccountView, Entity } from '../account/account.js'
import type { EntityKinds, Kind } from '../account/entities.js'
import type { IndexOf } from '../account/indexes.js'
import type { Random } from '../account/ports.js'

/** The kinds that belong to a Region: that of the request's signature. Each has an index of the name. */
export type RegionalKind = { [K in Kind]: EntityKinds[K] extends { region: string } ? K : never }[Kind]

/** All entities of a kind in a Region, in no order. */
export const inRegion = <K extends RegionalKind>(account: AccountView, kind: K, region: string): Entity<K>[] =>
  account.where(kind, 'region' as IndexOf<K>, region)

/** The entity of a key, if it is in this Region: elsewhere it doesn't exist. */
export function getInRegion<K extends RegionalKind>(
  account: AccountView,
  kind: K,
  region: string,
  key: string,
): Entity<K> | undefined {
  const entity = account.get(kind, key)
  return (entity as { region: string } | undefined)?.region === region ? entity : undefined
}

/** A new id in today's form: the prefix and 17 hexadecimal digits, of which AWS's first is 0. */
export const newResourceId = (prefix: string, random: Random): string =>
  `${prefix}-0${Buffer.from(random.bytes(8)).toString('hex')}`

/** The id of something that a Region has from the start: the same whenever it is asked for. */
export const fixedResourceId = (prefix: string, accountId: string, region: string, name: string): string =>
  `${prefix}-0${createHash('sha256').update(`${accountId}/${region}/${prefix}/${name}`).digest('hex').slice(0, 16)}`
