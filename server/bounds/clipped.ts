/** Of a User-Agent, wherever one is kept. */
export const MAX_USER_AGENT = 1_000

/** At most `max` characters of a text. What is cut off is free to go: V8's own slice would keep the whole text alive. */
export const clipped = (text: string, max: number): string => (text.length <= max ? text : copied(text.slice(0, max)))

/** A text that keeps no longer text alive which it was cut out of: a key id cut out of a 12 kB header, for instance. */
export const copied = (text: string): string => ` ${text}`.slice(1)
