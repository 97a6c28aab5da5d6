/**
 * The milliseconds of a date in a condition, in the policy or in the request; undefined for a text that is no date.
 * Either all of ISO 8601's parts, in any of the W3C's six precisions, or seconds since 1970. Parts that are missing at
 * the end are the first of their kind, and a time without a zone is UTC's. Four digits are a year: the W3C's shortest
 * form wins over the first hours of 1970.
 * Sources: IAM User Guide, "Date condition operators"; W3C, "Date and Time Formats"; recorded replies to CreatePolicy in
 * moto's tests, whose bounds are those of a Java time library that also takes a lone `T` and a zone after any part.
 */
export function dateValue(value: string): number | undefined {
  if (/^\d+$/.test(value) && value.length !== 4) {
    return BigInt(value) <= MAX_SECONDS ? Number(value) * 1000 : undefined
  }
  const match = DATE.exec(value)
  if (!match) return undefined
  const [, year, month = '1', day = '1', hour = '0', minute = '0', second = '0', fraction = '0', zone] = match
  const valid =
    within(year, -292_275_054, 292_278_993) &&
    within(month, 1, 12) &&
    within(day, 1, 31) &&
    within(hour, 0, 23) &&
    within(minute, 0, 59) &&
    within(second, 0, 59)
  const offset = zoneMinutes(zone)
  if (!valid || offset === undefined) return undefined
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  // The calendar repeats itself after 400 years, and JavaScript's dates end before Java's.
  const cycles = Math.floor((y - 2000) / 400)
  const inCycle = Date.UTC(y - cycles * 400, mo - 1, d, h, mi - offset, s)
  return inCycle + cycles * 146_097 * 86_400_000 + Math.floor(Number(`0.${fraction}`) * 1000)
}

/** May a date condition have this value? */
export const isDateValue = (value: string): boolean => dateValue(value) !== undefined

const MAX_SECONDS = 9_223_372_036_854_775_807n

const DATE = /^(-?\d+)(?:-(\d+)(?:-(\d+))?)?(?:t(?:(\d+)(?::(\d+)(?::(\d+)(?:\.(\d{1,9}))?)?)?)?(z|[+-]\d\d(?::\d\d)?)?)?$/i

const within = (text: string | undefined, least: number, most: number): boolean => Number(text) >= least && Number(text) <= most

/** East of Greenwich; undefined for hours or minutes that no zone has. */
function zoneMinutes(zone = 'Z'): number | undefined {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d)(?::(\d\d))?$/.exec(zone) ?? []
  if (hours === undefined) return 0
  if (!within(hours, 0, 23) || !within(minutes, 0, 59)) return undefined
  const all = Number(hours) * 60 + Number(minutes)
  return sign === '-' ? -all : all
}
