import type { HashedFor } from '../credentials/password-hasher.js'
import type { LabServices } from '../lab/services.js'
import { newRootPassword } from '../signin/recover-root.js'

export interface RootPassword {
  password: string
  hash: string
}

type Services = { lab: Pick<LabServices, 'passwords' | 'random'> }

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

  close(): void {
    this.#isClosed = true
  }

  async #fill(): Promise<void> {
    while (!this.#isClosed && this.#ready.length < MOST_READY) this.#ready.push(await this.#make(['ahead']))
  }

  async #make(by: HashedFor): Promise<RootPassword> {
    const { passwords, random } = this.#services.lab
    const password = newRootPassword(random)
    return { password, hash: await passwords.hash(password, undefined, by) }
  }
}
