/** `2026-11-30T09:10` in this browser's time zone, as a field of the type datetime-local has it; empty for no time. */
export function toLocal(time: number | undefined): string {
  if (time === undefined) return ''
  const date = new Date(time)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** The instant, in ms; undefined for a field that is empty. */
export function fromLocal(text: string): number | undefined {
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : time
}
