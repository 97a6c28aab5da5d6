import { accountEntity } from '../account/account.js'
import type { Accounts } from '../account/accounts.js'
import type { Clock, Random } from '../account/ports.js'
import { expiringBytes, expiryOf, type Holder } from '../credentials/expiring-bytes.js'
import type { DocumentStore } from '../store/documents.js'
import type { BrowserGuest } from './browser-guest.js'

export interface ChallengeServices {
  accounts: Accounts
  documents: DocumentStore
  clock: Clock
  random: Random
}

const LIFE_MS = 30_000
/** 32 bytes in all. */
const FORM = { chance: 10, mark: 16 }
const SPENT = 'ssh-challenge'

/**
 * What a browser signs to log in. A challenge names its own end, and nobody remembers it before it's spent: so any process
 * takes it, and whoever asks for many fills nothing.
 */
export class BrowserChallenges {
  readonly #services: ChallengeServices

  constructor(services: ChallengeServices) {
    this.#services = services
  }

  /** 32 bytes in base64url, good for 30 seconds, for this learner, account, and login name. */
  async give(guest: BrowserGuest, loginName: string): Promise<string> {
    const { clock, random } = this.#services
    const made = { expiresAt: clock.now() + LIFE_MS, chance: random.bytes(FORM.chance) }
    return expiringBytes(await this.#holder(guest, loginName), FORM, made).toString('base64url')
  }

  async isGood(challenge: string, guest: BrowserGuest, loginName: string): Promise<boolean> {
    const bytes = Buffer.from(challenge, 'base64url')
    const expiresAt = expiryOf(await this.#holder(guest, loginName), FORM, bytes)
    // The last character has bits that say nothing: one challenge has one text.
    return expiresAt !== undefined && expiresAt > this.#services.clock.now() && bytes.toString('base64url') === challenge
  }

  /** For a good one, once its signature is verified. False: it was spent before. */
  spend(challenge: string): Promise<boolean> {
    const { documents, clock } = this.#services
    // It ends no later than a new one would.
    return documents.putOnce(SPENT, challenge, {}, clock.now() + LIFE_MS)
  }

  async #holder({ learner, accountId }: BrowserGuest, loginName: string): Promise<Holder> {
    const account = await this.#services.accounts.existing(accountId)
    return { key: accountEntity(account).sealingKey, purpose: `${SPENT}/${JSON.stringify([learner, loginName])}` }
  }
}
