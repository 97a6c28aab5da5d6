import { validationError } from '../aws/aws-error.js'

const DEFAULT_MAX_ITEMS = 100

export interface Page<T> {
  items: T[]
  IsTruncated: boolean
  Marker?: string
}

/** Characters of a page, where its items can be large: AWS too may answer fewer than MaxItems. */
const MAX_PAGE_SIZE = 1_000_000

/**
 * One page of an ordered list: after the item that the marker names, which may be gone meanwhile. IsTruncated always,
 * Marker only when there is more. `sizeOf`: roughly the characters of an item, where one can have thousands.
 * Source: IAM API Reference, "ListUsers" and alike.
 */
export function page<T>(
  items: readonly T[],
  { Marker, MaxItems = DEFAULT_MAX_ITEMS }: { Marker?: string | undefined; MaxItems?: number | undefined },
  keyOf: (item: T) => string,
  sizeOf?: (item: T) => number,
): Page<T> {
  const list: KeyedList = { length: items.length, keyAt: (index) => keyOf(items[index] as T) }
  const start = startOf(list, Marker)
  const shown = items.slice(start, start + (sizeOf ? fitting(items, start, MaxItems, sizeOf) : MaxItems))
  return { items: shown, ...endOf(list, start + shown.length) }
}

/** How many items from there on are a page: one at least. */
function fitting<T>(items: readonly T[], start: number, most: number, sizeOf: (item: T) => number): number {
  let size = 0
  let count = 0
  for (const item of items.slice(start, start + most)) {
    size += sizeOf(item)
    if (size > MAX_PAGE_SIZE && count > 0) break
    count++
  }
  return count
}

/** A list that need not exist as a whole. */
export interface KeyedList {
  length: number
  keyAt(index: number): string
}

/** Where the page begins that a marker asks for. */
export function startOf(list: KeyedList, marker: string | undefined): number {
  if (marker === undefined) return 0
  const [index, key] = parsed(marker)
  // The common case: nothing changed before this place.
  if (index > 0 && index <= list.length && list.keyAt(index - 1) === key) return index
  for (let place = 0; place < Math.min(list.length, MAX_SEARCHED); place++) if (list.keyAt(place) === key) return place + 1
  return Math.min(index, list.length)
}

/** Above every list of entities; only the simulator's pairs, which don't change between pages, can be more. */
const MAX_SEARCHED = 100_000

/** What is said of a page that ends before the item `end`. */
export const endOf = (list: KeyedList, end: number): Omit<Page<never>, 'items'> =>
  end === 0 || end >= list.length ? { IsTruncated: false } : { IsTruncated: true, Marker: markerOf(end, list.keyAt(end - 1)) }

const markerOf = (index: number, key: string): string => btoa(JSON.stringify([index, encodeURIComponent(key)]))

function parsed(marker: string): [number, string] {
  try {
    const [index, key] = JSON.parse(atob(marker)) as [unknown, unknown]
    if (typeof index === 'number' && Number.isInteger(index) && index >= 0 && typeof key === 'string')
      return [index, decodeURIComponent(key)]
  } catch {
    // Not one of ours: refused below.
  }
  throw validationError('Invalid Marker.')
}
