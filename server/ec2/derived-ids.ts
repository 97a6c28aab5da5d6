import { createHash } from 'node:crypto'

/**
 * An id that follows from what it belongs to: the same each time, kept nowhere. 17 hexadecimal digits that begin with 0, as
 * AWS's do.
 */
export const derivedId = (prefix: string, ...of: readonly string[]): string => `${prefix}-0${digest(prefix, of).slice(0, 16)}`

/** A MAC address in the form of EC2's: locally administered. */
export const macAddress = (instanceId: string): string =>
  ['0a', ...(digest('mac', [instanceId]).slice(0, 10).match(/../g) ?? [])].join(':')

const digest = (prefix: string, of: readonly string[]): string =>
  createHash('sha256')
    .update([prefix, ...of].join('/'))
    .digest('hex')
