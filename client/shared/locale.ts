/** Dates and numbers as the user's own locale writes them. */
const dateTimeFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const secondsFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
const numberFormat = new Intl.NumberFormat()

export const dateTime = (time: Date | string | number): string => dateTimeFormat.format(new Date(time))
export const dateTimeSeconds = (time: Date | string | number): string => secondsFormat.format(new Date(time))
export const number = (value: number): string => numberFormat.format(value)
