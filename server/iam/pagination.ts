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
  const { index, last, next, length } = parsed(marker)
  // The common case: nothing changed before this place.
  if (index > 0 && index <= list.length && list.keyAt(index - 1) === last) return index
  const afterLast = placeOf(list, last) + 1
  if (afterLast > 0) return afterLast
  const atNext = placeOf(list, next)
  // Both are gone. As if all that is gone stood before them: an item may come twice, and none is left out.
  return atNext >= 0 ? atNext : Math.max(0, Math.min(index - Math.max(0, length - list.length), list.length))
}

function placeOf(list: KeyedList, key: string): number {
  for (let place = 0; place < Math.min(list.length, MAX_SEARCHED); place++) if (list.keyAt(place) === key) return place
  return -1
}

/** Above every list of entities; only the simulator's pairs, which don't change between pages, can be more. */
const MAX_SEARCHED = 100_000

/** What is said of a page that ends before the item `end`. */
export const endOf = (list: KeyedList, end: number): Omit<Page<never>, 'items'> =>
  end === 0 || end >= list.length ? { IsTruncated: false } : { IsTruncated: true, Marker: markerOf(list, end) }

/** The items on both sides of a page's end: whoever deletes what they were given goes on with the next one. */
const markerOf = (list: KeyedList, end: number): string =>
  btoa(JSON.stringify([end, list.length, ...[list.keyAt(end - 1), list.keyAt(end)].map(encodeURIComponent)]))

interface Place {
  index: number
  /** Of the list when the marker was given. */
  length: number
  last: string
  next: string
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0

function parsed(marker: string): Place {
  try {
    const [index, length, last, next] = JSON.parse(atob(marker)) as unknown[]
    if (isCount(index) && isCount(length) && typeof last === 'string' && typeof next === 'string')
      return { index, length, last: decodeURIComponent(last), next: decodeURIComponent(next) }
  } catch {
    // Not one of ours: refused below.
  }
  throw validationError('Invalid Marker.')
}
