import { createHash } from 'node:crypto'
import type { Account, AccountRef } from '../account/account.js'
import type { Accounts } from '../account/accounts.js'
import { MINUTE_MS } from '../account/durations.js'
import type { Clock, Instant, Random } from '../account/ports.js'
import { openText, sealText } from '../credentials/sealed-text.js'
import type { DocumentStore } from '../store/documents.js'
import { challengeGone } from './errors.js'
import type { Principal } from './principal.js'

/** What a sign-in waits for after the password: an MFA code, or a new password; and what the enrolment of a passkey waits for. */
export interface Challenge extends AccountRef {
  kind: 'mfa' | 'change-password' | 'passkey'
  principalId: string
  sourceIp: string
  /** When a code was accepted; real time. */
  mfaAt?: Instant
  /** Of the password that was right: after a change by somebody else the sign-in starts over. */
  passwordMark: string
}

interface Services {
  accounts: Accounts
  documents: DocumentStore
  clock: Clock
  random: Random
}

/** Sealed under the account's own key. */
interface Stored {
  accountId: string
  sealed: string
}

const COLLECTION = 'sign-in-challenge'
const LIFE_MS = 10 * MINUTE_MS
/** Beyond these, a principal's oldest goes: nobody pushes out another principal's. */
const MAX_OF_A_PRINCIPAL = 10
/** Says whose it is only to us, so that a principal's others are found. */
const TAG_BYTES = 12
const CHANCE_BYTES = 24

/**
 * Sign-ins under way, in the store, so that each step may reach another process. Unguessable, short-lived, bound to their
 * source, good once, and gone with the account.
 */
export class Challenges {
  readonly #services: Services

  constructor(services: Services) {
    this.#services = services
  }

  async add(
    principal: Principal,
    { kind, sourceIp, mfaAt }: Pick<Challenge, 'kind' | 'sourceIp'> & { mfaAt?: Instant | undefined },
  ): Promise<string> {
    const { documents, clock, random } = this.#services
    const { account, principalId } = principal
    const { accountId, incarnation } = account
    const tag = digest(`${accountId}/${principalId}`).subarray(0, TAG_BYTES)
    const id = Buffer.concat([tag, random.bytes(CHANCE_BYTES)]).toString('base64url')
    const key = keyOf(id)
    const challenge: Challenge = {
      ...{ kind, accountId, incarnation, principalId, sourceIp },
      passwordMark: markOf(principal),
      ...(mfaAt === undefined ? {} : { mfaAt }),
    }
    const stored: Stored = { accountId, sealed: sealText(account, placeOf(key), JSON.stringify(challenge)) }
    await documents.putOf(account, COLLECTION, key, stored, clock.now() + LIFE_MS)
    await documents.keepNewest(COLLECTION, tag.toString('hex'), { besides: key, count: MAX_OF_A_PRINCIPAL - 1 })
    return id
  }

  /** Throws ChallengeExpired for one that is unknown, of another kind or source, or too old. Guesses are counted elsewhere. */
  async find(id: string, kind: Challenge['kind'], sourceIp: string): Promise<Challenge> {
    const key = keyOf(id)
    const stored = await this.#services.documents.get<Stored>(COLLECTION, key)
    const account = stored && (await this.#services.accounts.get(stored.accountId))
    const challenge = account && opened(account, key, stored.sealed)
    if (challenge?.kind !== kind || challenge.sourceIp !== sourceIp) throw challengeGone()
    return challenge
  }

  /** Ends one, before anything comes of it. Throws ChallengeExpired if it has ended already: of two at once, one succeeds. */
  async spend(id: string): Promise<void> {
    if (!(await this.#services.documents.take<Stored>(COLLECTION, keyOf(id)))) throw challengeGone()
  }
}

/** The same until the password changes. A hash's salt is random, so nothing can be guessed from this. */
export const markOf = ({ passwordHash }: Principal): string => digest(passwordHash ?? '').toString('base64url')

/** Only a hash is stored, as of every value that opens something. */
const keyOf = (id: string): string =>
  Buffer.from(id, 'base64url').subarray(0, TAG_BYTES).toString('hex') + digest(id).toString('hex')

const placeOf = (key: string): string => `${COLLECTION}/${key}`

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Undefined after a reset: the account has another key. */
function opened(account: Account, key: string, sealed: string): Challenge | undefined {
  const text = openText(account, placeOf(key), sealed)
  return text === undefined ? undefined : (JSON.parse(text) as Challenge)
}
