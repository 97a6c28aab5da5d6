/** The newest of something, oldest first, with what all of it takes in bytes. */
export interface Newest<T> {
  kept: { value: T; bytes: number }[]
  bytes: number
}

export interface NewestBounds {
  entries: number
  bytes: number
}

export const noneYet = <T>(): Newest<T> => ({ kept: [], bytes: 0 })

/** Adds one and drops the oldest ones beyond the bounds. The newest stays, however large it is. */
export function keepNewest<T>(list: Newest<T>, value: T, bytes: number, bounds: NewestBounds): void {
  list.kept.push({ value, bytes })
  list.bytes += bytes
  while (list.kept.length > bounds.entries || (list.bytes > bounds.bytes && list.kept.length > 1)) {
    list.bytes -= list.kept.shift()?.bytes ?? 0
  }
}
