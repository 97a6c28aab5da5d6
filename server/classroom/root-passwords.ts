import type { HashedFor } from '../credentials/password-hasher.js'
import { newRootPassword } from '../signin/recover-root.js'
import type { ClassroomServices } from './services.js'

export interface RootPassword {
  password: string
  hash: string
}

type Services = { lab: Pick<ClassroomServices['lab'], 'passwords' | 'random' | 'log'> }

/** As many as come in while the hasher has no time to spare. */
const MOST_READY = 60

/**
 * Root passwords with their hashes, made while nobody else wants to hash. A learner who joins waits for the hash of their
 * passphrase alone. Nobody has them yet, so each process keeps its own in memory.
 */
export class RootPasswords {
  readonly #services: Services
  readonly #ready: RootPassword[] = []
  #filling: Promise<void> | undefined
  #isClosed = false

  constructor(services: Services) {
    this.#services = services
  }

  /** Each is given once. `by`: who waits for it if none is ready. */
  async take(by: HashedFor): Promise<RootPassword> {
    const ready = this.#ready.pop()
    this.fill()
    return ready ?? this.#make(by)
  }

  fill(): void {
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = undefined
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#filling
  }

  async #fill(): Promise<void> {
    try {
      while (!this.#isClosed && this.#ready.length < MOST_READY) this.#ready.push(await this.#make(['ahead']))
    } catch (error) {
      // The hasher was busy for too long; whoever takes one fills it again.
      this.#services.lab.log('no root password could be made ahead', { error })
    }
  }

  async #make(by: HashedFor): Promise<RootPassword> {
    const { passwords, random } = this.#services.lab
    const password = newRootPassword(random)
    return { password, hash: await passwords.hash(password, undefined, by) }
  }
}
