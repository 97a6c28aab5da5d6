import type { Instant } from '../account/ports.js'
import { systemIn } from '../ec2/image-system.js'
import { isReachable } from '../ec2/instances/reachable.js'
import type { InstanceDirectory, LoginInstance } from '../ssh/instance-directory.js'
import type { InstanceDisks } from '../store/instance-disks.js'
import type { InstanceFiles } from './files.js'
import type { OpenInstance, OpenInstances } from './open-instances.js'

const SSH_PORT = 22
/** A login needs exactly one: this many tell enough. */
const MOST_WITH_KEY = 20

/** The instances of all accounts, as the SSH host asks about them. */
export class AccountInstances implements InstanceDirectory {
  readonly #instances: OpenInstances
  readonly #files: InstanceFiles
  readonly #disks: InstanceDisks

  constructor(instances: OpenInstances, files: InstanceFiles, disks: InstanceDisks) {
    this.#instances = instances
    this.#files = files
    this.#disks = disks
  }

  async byId(instanceId: string): Promise<HeldInstance | undefined> {
    const opened = await this.#instances.open(instanceId)
    return opened && new HeldInstance(opened, this.#files)
  }

  async withKey(blob: Buffer): Promise<HeldInstance[]> {
    const places = await this.#disks.withKey(blob, MOST_WITH_KEY)
    const found = (await Promise.all(places.map(({ instanceId }) => this.byId(instanceId)))).filter((one) => one !== undefined)
    return found.sort((one, other) => Number(other.state === 'running') - Number(one.state === 'running'))
  }
}

/** An instance that somebody wants to log in to, as it stands now. */
export class HeldInstance implements LoginInstance {
  readonly accountId: string
  readonly incarnation: string
  readonly instanceId: string
  readonly region: string
  readonly state: LoginInstance['state']
  readonly defaultUser: string
  readonly system: string
  readonly #files: InstanceFiles

  constructor(
    readonly opened: OpenInstance,
    files: InstanceFiles,
  ) {
    const { account, instance, image, state } = opened
    this.accountId = account.accountId
    this.incarnation = account.incarnation
    this.instanceId = instance.instanceId
    this.region = instance.region
    this.state = state
    this.defaultUser = image.userName
    this.system = systemIn(image).name
    this.#files = files
  }

  now(): Instant {
    return this.opened.now
  }

  authorizedKeys(): Promise<string> {
    return this.#files.authorizedKeys(this.opened)
  }

  closedTo(address: string): { groupId: string } | undefined {
    const { account, instance } = this.opened
    if (isReachable(account, instance, ipv4Of(address), SSH_PORT)) return undefined
    return { groupId: instance.securityGroupIds[0] ?? '' }
  }
}

/** This machine has two addresses of its own; an instance of the default VPC is reached by IPv4 alone. */
const ipv4Of = (address: string): string => (address === '::1' ? '127.0.0.1' : address)
