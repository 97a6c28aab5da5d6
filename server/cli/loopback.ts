import { isIPv4 } from 'node:net'

/** Is a host this machine alone, whatever a name server says? */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
