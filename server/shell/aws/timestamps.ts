import type { Json } from './python.js'

/** Milliseconds of what may stand for a time in an input: seconds since 1970, or a date; without a zone it is UTC. */
export function instantOf(value: Json): number | undefined {
  if (typeof value === 'number') return value * 1000
  if (typeof value !== 'string') return undefined
  if (/^\d+(\.\d+)?$/.test(value.trim()) && value.trim().length > 8) return Number(value) * 1000
  const time = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(value) ? `${value.replace(' ', 'T')}Z` : value
  const instant = Date.parse(time)
  return Number.isNaN(instant) ? undefined : instant
}

/** As Python writes a time in UTC: microseconds only where there are some. */
export function isoFormat(instant: number): string {
  const text = new Date(instant).toISOString()
  const [, seconds = '', fraction = ''] = /^(.*)\.(\d{3})Z$/.exec(text) ?? []
  return `${seconds}${fraction === '000' ? '' : `.${fraction}000`}+00:00`
}

/** A time as it came over the wire (ISO 8601 or seconds since 1970), as the CLI prints it. */
export function printedTime(value: Json): Json {
  const instant = instantOf(value)
  return instant === undefined ? value : isoFormat(instant)
}
