/**
 * May a date condition have this value? Seconds since 1970, or ISO 8601 in parts: what is missing at the end is taken as
 * the beginning of the year, day or minute. Source: recorded replies to CreatePolicy in moto's tests.
 */
export function isDateValue(value: string): boolean {
  const text = value.toLowerCase()
  if (!text.includes('t') && !text.includes('-')) return /^0*\d{1,19}$/.test(text) && BigInt(text) <= MAX_SECONDS
  const match = DATE.exec(text)
  if (!match) return false
  const [, year, month = '1', day = '1', hour = '0', minute = '0', second = '0', zoneHour = '0', zoneMinute = '0'] = match
  return (
    within(year, -292_275_054, 292_278_993) &&
    within(month, 1, 12) &&
    within(day, 1, 31) &&
    within(hour, 0, 23) &&
    within(minute, 0, 59) &&
    within(second, 0, 59) &&
    within(zoneHour, 0, 23) &&
    within(zoneMinute, 0, 59)
  )
}

const MAX_SECONDS = 9_223_372_036_854_775_807n

const DATE = /^(-?\d+)(?:-(\d+)(?:-(\d+))?)?(?:t(?:(\d+)(?::(\d+)(?::(\d+)(?:\.\d{1,9})?(?:z|[+-](\d\d)(?::(\d\d))?)?)?)?)?)?$/

const within = (text: string | undefined, least: number, most: number): boolean => Number(text) >= least && Number(text) <= most
