import { estimatedSize } from './estimated-size.js'

export interface Bounds<K, V> {
  /** Roughly in bytes, for all entries together. */
  maxSize: number
  maxEntries?: number
  /** A value's size, roughly in bytes. Asked once, when the value is set; set a value again after it has changed. */
  sizeOf?: (value: V, key: K) => number
  /** An entry is gone this long after it was set, however often it is used. Needs `now`. */
  maxAgeMs?: number
  /** In milliseconds. */
  now?: () => number
}

interface Node<K, V> {
  key: K
  value: V
  size: number
  setAt: number
  older: Node<K, V> | undefined
  newer: Node<K, V> | undefined
}

/** What an entry costs besides its key's characters and its value. */
const ENTRY_BYTES = 120

/**
 * A map that never outgrows its bounds, for everything that is kept in memory at a stranger's will: the least recently
 * used entry goes first. The newest entry always stays if it fits; one that is larger than the whole map isn't kept.
 *
 * The order is a linked list, because the first key of a JavaScript Map costs a walk over all that were deleted.
 *
 * @example
 *   const answers = new BoundedMap<string, string>({ maxSize: 1_000_000 })
 */
export class BoundedMap<K, V> {
  readonly #bounds: Bounds<K, V>
  readonly #nodes = new Map<K, Node<K, V>>()
  #oldest: Node<K, V> | undefined
  #newest: Node<K, V> | undefined
  #size = 0

  constructor(bounds: Bounds<K, V>) {
    this.#bounds = bounds
  }

  /** The number of entries; those that are too old count until somebody looks at them. */
  get count(): number {
    return this.#nodes.size
  }

  /** Roughly in bytes. */
  get size(): number {
    return this.#size
  }

  /** Makes the entry the newest. */
  get(key: K): V | undefined {
    const node = this.#living(key)
    if (!node) return undefined
    if (node !== this.#newest) {
      this.#unlink(node)
      this.#link(node)
    }
    return node.value
  }

  /** Leaves the entry as old as it is. */
  peek(key: K): V | undefined {
    return this.#living(key)?.value
  }

  /** False if the entry is larger than the whole map; then whatever stood under the key is gone as well. */
  set(key: K, value: V): boolean {
    this.delete(key)
    const { maxSize, maxEntries = Number.POSITIVE_INFINITY, sizeOf = estimatedSize, now } = this.#bounds
    const size = ENTRY_BYTES + (typeof key === 'string' ? key.length : 0) + sizeOf(value, key)
    if (!(size <= maxSize) || maxEntries < 1) return false
    while (this.#oldest && (this.#size + size > maxSize || this.#nodes.size >= maxEntries)) this.delete(this.#oldest.key)
    const node = { key, value, size, setAt: now?.() ?? 0, older: undefined, newer: undefined }
    this.#nodes.set(key, node)
    this.#size += size
    this.#link(node)
    return true
  }

  /** False if there was nothing under the key. */
  delete(key: K): boolean {
    const node = this.#nodes.get(key)
    if (!node) return false
    this.#nodes.delete(key)
    this.#size -= node.size
    this.#unlink(node)
    return true
  }

  clear(): void {
    this.#nodes.clear()
    this.#oldest = undefined
    this.#newest = undefined
    this.#size = 0
  }

  /** Deletes every entry that `doomed` accepts: all of an account's, for instance. */
  deleteWhere(doomed: (key: K, value: V) => boolean): void {
    for (const node of [...this.#nodes.values()]) if (doomed(node.key, node.value)) this.delete(node.key)
  }

  /** The least recently used first, which this doesn't change. */
  *entries(): Generator<[K, V]> {
    for (let node = this.#oldest; node; node = node.newer) if (!this.#isTooOld(node)) yield [node.key, node.value]
  }

  *values(): Generator<V> {
    for (const [, value] of this.entries()) yield value
  }

  #living(key: K): Node<K, V> | undefined {
    const node = this.#nodes.get(key)
    if (!node || !this.#isTooOld(node)) return node
    this.delete(key)
    return undefined
  }

  #isTooOld({ setAt }: Node<K, V>): boolean {
    const { maxAgeMs, now } = this.#bounds
    return maxAgeMs !== undefined && now !== undefined && now() - setAt >= maxAgeMs
  }

  #link(node: Node<K, V>): void {
    node.older = this.#newest
    node.newer = undefined
    if (this.#newest) this.#newest.newer = node
    else this.#oldest = node
    this.#newest = node
  }

  #unlink({ older, newer }: Node<K, V>): void {
    if (older) older.newer = newer
    else this.#oldest = newer
    if (newer) newer.older = older
    else this.#newest = older
  }
}
