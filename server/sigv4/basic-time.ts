/** Milliseconds as AWS signs them: `20260131T102030Z`, ISO 8601's basic form. */
export const basicTime = (instant: number): string => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '')

/** The same in milliseconds; NaN where the text is none. */
export function instantOf(basic: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(basic) ?? []
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
}
