const MINUTE_MS = 60_000
const UNITS = {
  second: 1000,
  minute: MINUTE_MS,
  hour: 60 * MINUTE_MS,
  day: 24 * 60 * MINUTE_MS,
  week: 7 * 24 * 60 * MINUTE_MS,
  // As long as CloudTrail's own history is counted in days.
  month: 30 * 24 * 60 * MINUTE_MS,
  year: 365 * 24 * 60 * MINUTE_MS,
} as const

/** As the date range picker gives it. */
export type TimeRange =
  | { type: 'relative'; key?: string; amount: number; unit: keyof typeof UNITS }
  | { type: 'absolute'; startDate: string; endDate: string }

/** The times of LookupEvents. `now` is the account's: events age by its clock. */
export function timesOf(range: TimeRange | null, now: Date): { StartTime?: Date; EndTime?: Date } {
  if (range === null) return {}
  if (range.type === 'relative') return { StartTime: new Date(now.getTime() - range.amount * UNITS[range.unit]) }
  return { StartTime: new Date(range.startDate), EndTime: new Date(range.endDate) }
}

/** What is wrong with a range; undefined if nothing is. */
export function rangeFault(range: TimeRange | null): 'unfinished' | 'reversed' | undefined {
  if (range === null) return undefined
  if (range.type === 'relative') return Number.isFinite(range.amount) && range.amount > 0 ? undefined : 'unfinished'
  const [start, end] = [Date.parse(range.startDate), Date.parse(range.endDate)]
  if (Number.isNaN(start) || Number.isNaN(end)) return 'unfinished'
  return start > end ? 'reversed' : undefined
}
