import { validationError } from '../operations/aws-error.js'

const DEFAULT_MAX_ITEMS = 100

export interface Page<T> {
  items: T[]
  IsTruncated: boolean
  Marker?: string
}

/**
 * One page of an ordered list: after the item that the marker names, which may be gone meanwhile. IsTruncated always,
 * Marker only when there is more. Source: IAM API Reference, "ListUsers" and alike.
 */
export function page<T>(
  items: readonly T[],
  { Marker, MaxItems = DEFAULT_MAX_ITEMS }: { Marker?: string | undefined; MaxItems?: number | undefined },
  keyOf: (item: T) => string,
): Page<T> {
  const start = Marker === undefined ? 0 : startAfter(items, Marker, keyOf)
  const shown = items.slice(start, start + MaxItems)
  const last = shown.at(-1)
  if (last === undefined || start + shown.length >= items.length) return { items: shown, IsTruncated: false }
  return { items: shown, IsTruncated: true, Marker: markerOf(start + shown.length, keyOf(last)) }
}

const markerOf = (index: number, key: string): string => btoa(JSON.stringify([index, encodeURIComponent(key)]))

function startAfter<T>(items: readonly T[], marker: string, keyOf: (item: T) => string): number {
  const [index, key] = parsed(marker)
  const before = items[index - 1]
  // The common case: nothing changed before this place.
  if (before !== undefined && keyOf(before) === key) return index
  const found = items.findIndex((item) => keyOf(item) === key)
  return found >= 0 ? found + 1 : Math.min(index, items.length)
}

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
