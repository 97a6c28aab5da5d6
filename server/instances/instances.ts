import type { Accounts } from '../account/accounts.js'
import type { Clock, Monotonic, Random } from '../account/ports.js'
import { ShellPool } from '../instance-shell/shell-pool.js'
import type { Inspections } from '../records/inspections/inspections.js'
import type { SshInstances } from '../ssh/host.js'
import type { InstanceShells } from '../ssh/instance-shell.js'
import type { InstanceDisks } from '../store/instance-disks.js'
import { InstanceRoleSessions } from '../sts/instance-role.js'
import type { Wire } from '../wire/wire.js'
import { AccountInstances, HeldInstance } from './directory.js'
import { InstanceFiles } from './files.js'
import { LoginShell } from './login-shell.js'
import { MetadataReads } from './metadata-reads.js'
import { MetadataService } from './metadata-service.js'
import { OpenInstances } from './open-instances.js'

export interface InstancesOptions {
  accounts: Accounts
  inspections: Inspections
  disks: InstanceDisks
  clock: Clock
  monotonic: Monotonic
  random: Random
  newRequestId(): string
  send: Wire['send']
  /** The module that runs the lines of shells. */
  shellThread: URL
  baseUrl(): string
}

/** The instances of all accounts from the inside: who may log in, and what their shells are. */
export class Instances implements SshInstances {
  readonly directory: AccountInstances
  readonly shells: InstanceShells
  readonly #pool: ShellPool
  readonly #sessions: InstanceRoleSessions
  readonly #metadataReads: MetadataReads

  constructor(options: InstancesOptions) {
    const { accounts, inspections, disks, clock, monotonic, random, send, shellThread, newRequestId, baseUrl } = options
    const instances = new OpenInstances(accounts, clock)
    const files = new InstanceFiles(disks)
    this.#sessions = new InstanceRoleSessions(random)
    this.#pool = new ShellPool({ entry: shellThread })
    this.directory = new AccountInstances(instances, files, disks)
    const metadata = new MetadataService(this.#sessions, clock)
    this.#metadataReads = new MetadataReads({ accounts, inspections, clock, monotonic, newRequestId })
    const services = {
      ...{ pool: this.#pool, instances, files, metadata, metadataReads: this.#metadataReads, send, clock },
      origin: () => new URL(baseUrl()).origin,
    }
    this.shells = {
      open(login) {
        if (!(login.instance instanceof HeldInstance)) throw new Error('the instance is not of this directory')
        return new LoginShell(login.instance.opened, login, services)
      },
    }
  }

  /** The account has ended. */
  forget(accountId: string): void {
    this.#sessions.forget(accountId)
    this.#metadataReads.forget(accountId)
  }

  async close(): Promise<void> {
    await this.#pool.close()
  }
}
