import type { Host, Output } from './host.js'
import type { Credentials } from './sign.js'

/** How to call: with whose credentials, in which region. */
export interface Caller {
  host: Host
  output: Output
  region: string
  /** Undefined: not to be signed. */
  credentials: Credentials | undefined
  debug: boolean
}
