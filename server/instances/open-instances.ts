import type { Account } from '../account/account.js'
import { accountTime } from '../account/account.js'
import type { Accounts } from '../account/accounts.js'
import { accountOfInstanceId } from '../account/ids.js'
import type { Clock, Instant } from '../account/ports.js'
import { type Image, imageIn } from '../ec2/images.js'
import { bootedAt, type Instance, isPresent, isRunning, stateOf } from '../ec2/instances/lifecycle.js'

/** An instance in its account, as both stood when it was asked for. */
export interface OpenInstance {
  account: Account
  instance: Instance
  image: Image
  state: NonNullable<ReturnType<typeof stateOf>>
  /** On the account's clock. */
  now: Instant
}

/** Instances of all accounts, by their ids alone: an id names its account. */
export class OpenInstances {
  readonly #accounts: Accounts
  readonly #clock: Clock

  constructor(accounts: Accounts, clock: Clock) {
    this.#accounts = accounts
    this.#clock = clock
  }

  /** Undefined if there is none, or if it was terminated. */
  async open(instanceId: string): Promise<OpenInstance | undefined> {
    const accountId = accountOfInstanceId(instanceId)
    const account = accountId === undefined ? undefined : await this.#accounts.get(accountId)
    const instance = account?.get('Instance', instanceId)
    if (!account || !instance || !isPresent(instance)) return undefined
    const now = accountTime(account, this.#clock.now())
    const image = imageIn(instance.region, instance.imageId)
    const state = stateOf(instance, now)
    return image && state ? { account, instance, image, state, now } : undefined
  }
}

/** Nobody has stopped or restarted it in between. */
export const isSameRun = (before: OpenInstance, after: OpenInstance): boolean =>
  after.account.incarnation === before.account.incarnation &&
  isRunning(after.instance, after.now) &&
  bootedAt(after.instance) === bootedAt(before.instance)
