import type { AccountRef } from '../account/account.js'
import type { Instant } from '../account/ports.js'

/** What the SSH host asks about instances. Implemented where EC2's records and the instances' files are known. */
export interface InstanceDirectory {
  /** The instance of this id, in whatever state; undefined if there is none, or if it was terminated. */
  byId(instanceId: string): Promise<LoginInstance | undefined>
  /**
   * Instances whose default user's authorized_keys holds this key, of all accounts, running ones first. It may name some
   * that no longer hold it, and need not name more than a few: a login needs exactly one.
   */
  withKey(blob: Buffer): Promise<LoginInstance[]>
}

export interface LoginInstance extends AccountRef {
  instanceId: string
  region: string
  /** EC2's own names. Only a `running` one lets anybody in. */
  state: 'pending' | 'running' | 'shutting-down' | 'stopping' | 'stopped' | 'terminated'
  /** `ec2-user` of Amazon Linux, `ubuntu` of Ubuntu. */
  defaultUser: string
  /** For the first line that somebody sees: `Amazon Linux 2023`. */
  system: string
  /** The time in the instance, which is that of its account. */
  now(): Instant
  /** The text of the default user's `~/.ssh/authorized_keys` as it stands now; empty if there is no such file. */
  authorizedKeys(): Promise<string>
  /** A security group, if none of the instance's groups lets this address reach port 22; undefined if one does. */
  closedTo(address: string): { groupId: string } | undefined
}
