import type { Algorithms, Server, ServerConfig, utils } from 'ssh2'
import type { Monotonic } from '../account/ports.js'
import type { InstanceShells } from './instance-shell.js'
import type { SshLimits } from './limits.js'
import type { LoginRecords } from './login-records.js'
import type { InstanceLogins } from './logins.js'
import type { Places } from './places.js'
import type { WaitingRoom } from './waiting-room.js'

/** The trusted proxies that pass connections on. */
export interface SshProxies {
  /** Is it the address of one? Then many clients call from it. */
  calls(address: string): boolean
  /** Does whatever calls from that address begin with the line that names its client? */
  named(address: string): boolean
}

/** What every connection works with. */
export interface SshServices {
  logins: InstanceLogins
  shells: InstanceShells
  records: LoginRecords
  limits: SshLimits
  waiting: WaitingRoom
  places: { logins: Places; sessions: Places }
  monotonic: Monotonic
  proxies: SshProxies
  log(event: string, details: Record<string, unknown>): void
}

/** The package that speaks SSH, once it's loaded, and what it's told. */
export interface Protocol {
  Server: typeof Server
  parseKey: typeof utils.parseKey
  hostKey: NonNullable<ServerConfig['hostKeys']>[number]
  algorithms: Algorithms
  ident: string
}
