import { estimatedSize } from '../bounds/estimated-size.js'
import { type EntityKinds, type Kind, SINGLETON } from './entities.js'
import { INDEXES, type IndexOf, indexed, keyOf, ORDER } from './indexes.js'
import type { Instant } from './ports.js'

export type Entity<K extends Kind> = Readonly<EntityKinds[K]>
type Rows = Map<string, Entity<Kind>>

/**
 * This account, and not just its number: an id that is used again, or an account that was reset or replaced, has another
 * incarnation. Whatever outlives a request (cookies, challenges, rings, caches, records under way) names an account by both.
 */
export interface AccountRef {
  readonly accountId: string
  /** Made by the store when the account is created, reset or taken in. Accounts of an older version have an empty one. */
  readonly incarnation: string
}

export const isSameAccount = (one: AccountRef, other: AccountRef): boolean =>
  one.accountId === other.accountId && one.incarnation === other.incarnation

/** What an operation may ask of an account, whether it is the committed state or a draft of the next. */
export interface AccountView extends AccountRef {
  /** Rises with every commit. A draft has the version that it was made from. */
  readonly version: number
  get<K extends Kind>(kind: K, key: string): Entity<K> | undefined
  /** The entities whose `index` (see indexes.ts) holds `value`. */
  where<K extends Kind>(kind: K, index: IndexOf<K>, value: string): Entity<K>[]
  /** All of a kind, in AWS's listing order. */
  ordered<K extends Kind>(kind: K): readonly Entity<K>[]
  count(kind: Kind): number
}

/** The committed state of one account, in memory, with the indexes of indexes.ts. */
export class Account implements AccountView {
  readonly #rows = new Map<Kind, Rows>()
  readonly #indexes = new Map<string, Map<string, Set<string>>>()
  readonly #ordered = new Map<Kind, readonly Entity<Kind>[]>()
  /** The keys that changed since a kind was put in order. */
  readonly #unordered = new Map<Kind, Set<string>>()
  version: number
  #bytes = 0

  constructor(
    readonly accountId: string,
    version: number,
    entities: Iterable<{ kind: Kind; entity: Entity<Kind> }>,
    readonly incarnation = '',
  ) {
    this.version = version
    for (const { kind, entity } of entities) this.#set(kind, keyOf(kind, entity), entity)
  }

  get<K extends Kind>(kind: K, key: string): Entity<K> | undefined {
    return this.#rows.get(kind)?.get(key) as Entity<K> | undefined
  }

  where<K extends Kind>(kind: K, index: IndexOf<K>, value: string): Entity<K>[] {
    const keys = this.#indexes.get(`${kind}.${index}`)?.get(value)
    if (!keys) return []
    const found: Entity<K>[] = []
    for (const key of keys) {
      const entity = this.get(kind, key)
      if (entity) found.push(entity)
    }
    return found
  }

  ordered<K extends Kind>(kind: K): readonly Entity<K>[] {
    let list = this.#ordered.get(kind)
    const changed = this.#unordered.get(kind)
    if (!list || changed) {
      const rows: Rows = this.#rows.get(kind) ?? new Map()
      // Sorting a list that is nearly in order costs little more than reading it.
      const kept = list?.filter((entity) => !changed?.has(keyOf(kind, entity as Entity<K>))) ?? []
      const added = list && changed ? [...changed].flatMap((key) => rows.get(key) ?? []) : [...rows.values()]
      list = [...kept, ...added].sort(ORDER[kind])
      this.#ordered.set(kind, list)
      this.#unordered.delete(kind)
    }
    return list as readonly Entity<K>[]
  }

  count(kind: Kind): number {
    return this.#rows.get(kind)?.size ?? 0
  }

  /** What the entities and their indexes take in memory, roughly. */
  get estimatedBytes(): number {
    return this.#bytes
  }

  /** Takes over committed changes; called by the unit of work only. */
  apply(version: number, changes: Iterable<Change>): void {
    for (const { kind, key, entity } of changes) this.#set(kind, key, entity)
    this.version = version
  }

  #set(kind: Kind, key: string, entity: Entity<Kind> | null): void {
    let rows = this.#rows.get(kind)
    if (!rows) {
      rows = new Map()
      this.#rows.set(kind, rows)
    }
    const before = rows.get(key)
    if (before) this.#index(kind, key, before, 'delete')
    this.#bytes += sizeOf(entity) - sizeOf(before)
    if (entity) {
      rows.set(key, entity)
      this.#index(kind, key, entity, 'add')
    } else rows.delete(key)
    if (this.#ordered.has(kind)) this.#unordered.set(kind, (this.#unordered.get(kind) ?? new Set()).add(key))
  }

  #index(kind: Kind, key: string, entity: Entity<Kind>, change: 'add' | 'delete'): void {
    for (const [name, valuesOf] of Object.entries<(entity: never) => readonly string[]>(INDEXES[kind])) {
      const id = `${kind}.${name}`
      let index = this.#indexes.get(id)
      if (!index) {
        index = new Map()
        this.#indexes.set(id, index)
      }
      for (const value of valuesOf(entity as never)) {
        let keys = index.get(value)
        if (!keys) {
          keys = new Set()
          index.set(value, keys)
        }
        keys[change](key)
        if (keys.size === 0) index.delete(value)
      }
    }
  }
}

/** A place in its kind's map, and in a map and a set for each index. */
const PLACES_BYTES = 600
const sizeOf = (entity: Entity<Kind> | null | undefined): number => (entity ? estimatedSize(entity) + PLACES_BYTES : 0)

/** One row that changes; `entity: null` deletes it. */
export interface Change {
  kind: Kind
  key: string
  entity: Entity<Kind> | null
}

/** What must be unique among all accounts of a store. */
export interface DirectoryEntry {
  kind: 'alias' | 'root-email'
  value: string
}

/** The next state of an account while an operation writes it: an overlay, so that a refusal leaves nothing behind. */
export class Draft implements AccountView {
  readonly #base: AccountView
  readonly #changes = new Map<Kind, Map<string, Entity<Kind> | null>>()
  readonly claims: { entry: DirectoryEntry; taken: () => Error }[] = []
  readonly releases: DirectoryEntry[] = []

  constructor(base: AccountView) {
    this.#base = base
  }

  get accountId(): string {
    return this.#base.accountId
  }

  get incarnation(): string {
    return this.#base.incarnation
  }

  get version(): number {
    return this.#base.version
  }

  get<K extends Kind>(kind: K, key: string): Entity<K> | undefined {
    const changed = this.#changes.get(kind)?.get(key)
    if (changed !== undefined) return (changed ?? undefined) as Entity<K> | undefined
    return this.#base.get(kind, key)
  }

  where<K extends Kind>(kind: K, index: IndexOf<K>, value: string): Entity<K>[] {
    const changed = this.#changes.get(kind)
    const base = this.#base.where(kind, index, value)
    if (!changed) return base
    const valuesOf = indexed(kind, index)
    const found = base.filter((entity) => !changed.has(keyOf(kind, entity)))
    for (const entity of changed.values()) {
      if (entity && valuesOf(entity as Entity<K>).includes(value)) found.push(entity as Entity<K>)
    }
    return found
  }

  ordered<K extends Kind>(kind: K): readonly Entity<K>[] {
    const changed = this.#changes.get(kind)
    if (!changed) return this.#base.ordered(kind)
    const kept = this.#base.ordered(kind).filter((entity) => !changed.has(keyOf(kind, entity)))
    const added = [...changed.values()].filter((entity) => entity !== null)
    return [...kept, ...(added as Entity<K>[])].sort(ORDER[kind])
  }

  count(kind: Kind): number {
    let count = this.#base.count(kind)
    for (const [key, entity] of this.#changes.get(kind) ?? []) {
      const existed = this.#base.get(kind, key) !== undefined
      if (entity && !existed) count++
      if (!entity && existed) count--
    }
    return count
  }

  put<K extends Kind>(kind: K, entity: Entity<K>): void {
    this.#change(kind, keyOf(kind, entity), entity as Entity<Kind>)
  }

  delete(kind: Kind, key: string): void {
    this.#change(kind, key, null)
  }

  /** Changes that were made elsewhere, from the same state. */
  take(changes: Iterable<Change>): void {
    for (const { kind, key, entity } of changes) this.#change(kind, key, entity)
  }

  /** Takes a name that is unique among all accounts; `taken` is thrown if another account has it at commit. */
  claim(entry: DirectoryEntry, taken: () => Error): void {
    this.claims.push({ entry, taken })
  }

  release(entry: DirectoryEntry): void {
    this.releases.push(entry)
  }

  changes(): Change[] {
    const all: Change[] = []
    for (const [kind, rows] of this.#changes) {
      for (const [key, entity] of rows) all.push({ kind, key, entity })
    }
    return all
  }

  #change(kind: Kind, key: string, entity: Entity<Kind> | null): void {
    let rows = this.#changes.get(kind)
    if (!rows) {
      rows = new Map()
      this.#changes.set(kind, rows)
    }
    rows.set(key, entity)
  }
}

/** The account's own row, which exists as long as the account does. */
export function accountEntity(account: AccountView): Entity<'Account'> {
  const entity = account.get('Account', SINGLETON)
  if (!entity) throw new Error(`account ${account.accountId} has no account row`)
  return entity
}

/** Now on the account's clock: real time + the offset. */
export function accountTime(account: AccountView, realNow: Instant): Instant {
  return realNow + accountEntity(account).clockOffset
}
