import { type KeyObject, verify } from 'node:crypto'
import type { Random } from '../account/ports.js'
import { keyObjectOf } from '../credentials/key-pairs/public-key.js'
import { field } from '../credentials/ssh-fields.js'
import { BrowserChallenges, type ChallengeServices } from './browser-challenges.js'
import type { BrowserGuest, BrowserShell, BrowserStream, Proof, Refused } from './browser-guest.js'
import { BrowserSession } from './browser-session.js'
import { typeOf } from './key-blob.js'
import type { OpenedLogin, RefusedLogin } from './logins.js'
import type { SshServices } from './services.js'
import { recordedWelcome } from './welcome.js'

/** SSH_MSG_USERAUTH_REQUEST, with a signature. Source: RFC 4252, section 7. */
const USERAUTH_REQUEST = 50

/**
 * The way into an instance from the browser's terminal: over HTTP instead of SSH's own protocol, with the same logins,
 * records, places, and shells. The browser signs what an SSH client would sign, with the challenge as the session
 * identifier, so its private key stays with it.
 */
export class BrowserLogins {
  readonly #services: SshServices
  readonly #random: Random
  readonly #challenges: BrowserChallenges
  readonly #sessions = new Map<string, BrowserSession>()

  constructor(services: SshServices, options: ChallengeServices) {
    this.#services = services
    this.#random = options.random
    this.#challenges = new BrowserChallenges(options)
  }

  /** To be signed within 30 seconds; opens one session, of this learner, account, and login name. */
  async challenge(guest: BrowserGuest, loginName: string): Promise<{ challenge: string } | Refused> {
    const found = await this.#services.logins.find({ loginName, key: undefined, address: guest.address })
    if (found.kind === 'silent') return this.#refused(found, guest)
    return { challenge: await this.#challenges.give(guest, loginName) }
  }

  /** Opens a shell, whose output goes to the stream, or says why not in ssh's terms. */
  async start(
    guest: BrowserGuest,
    proof: Proof,
    shell: BrowserShell,
    stream: BrowserStream,
  ): Promise<{ session: string } | Refused> {
    const { loginName, challenge, publicKey } = proof
    if (!(await this.#challenges.isGood(challenge, guest, loginName))) return { refused: 'denied' }
    const found = await this.#services.logins.find({ loginName, key: publicKey, address: guest.address })
    if (found.kind !== 'opens') return this.#refused(found, guest)
    if (!isSigned(proof, found.key.blob)) return this.#refused(notSigned(found), guest)
    if (!(await this.#challenges.spend(challenge))) return { refused: 'denied' }
    return this.#opened(guest, found, shell, stream)
  }

  /** The session of this id, if it is this browser's. */
  of({ learner, accountId }: Pick<BrowserGuest, 'learner' | 'accountId'>, id: string): BrowserSession | undefined {
    const session = this.#sessions.get(id)
    return session?.learner === learner && session.accountId === accountId ? session : undefined
  }

  /** Is it in this process? */
  holds(id: string): boolean {
    return this.#sessions.has(id)
  }

  /** Ends all sessions. */
  close(): void {
    for (const session of [...this.#sessions.values()]) session.close()
  }

  async #refused(refusal: RefusedLogin, guest: BrowserGuest): Promise<Refused> {
    const { address, software, accountId } = guest
    // Whoever tries it owns this account: a login that names no instance is shown to them as well.
    await this.#services.records.refused({ ...refusal, accountId: refusal.accountId ?? accountId }, { address, software })
    return { refused: refusal.kind === 'silent' ? 'timed-out' : 'denied' }
  }

  async #opened(
    guest: BrowserGuest,
    login: OpenedLogin,
    shell: BrowserShell,
    stream: BrowserStream,
  ): Promise<{ session: string } | Refused> {
    const { address, software } = guest
    const leave = await this.#services.places.sessions.take(login.instance.accountId)
    if (!leave) return { refused: 'crowded' }
    const welcome = await recordedWelcome(this.#services, login, { address, software })
    const id = Buffer.from(this.#random.bytes(16)).toString('base64url')
    const session = new BrowserSession(id, {
      ...{ guest, login, shell, stream, welcome, services: this.#services },
      onEnd: () => {
        this.#sessions.delete(id)
        leave()
      },
    })
    this.#sessions.set(id, session)
    session.begin()
    return { session: id }
  }
}

function notSigned({ instance, user }: OpenedLogin): RefusedLogin {
  const { accountId, instanceId } = instance
  return { kind: 'refused', reason: 'ssh-signature', accountId, facts: { instanceId, user } }
}

const HASHES: Readonly<Record<string, { type: string; hash: string | null }>> = {
  'ssh-ed25519': { type: 'ssh-ed25519', hash: null },
  'rsa-sha2-256': { type: 'ssh-rsa', hash: 'sha256' },
  'rsa-sha2-512': { type: 'ssh-rsa', hash: 'sha512' },
}

function isSigned({ loginName, challenge, signature }: Proof, blob: Buffer): boolean {
  const algorithm = signature && typeOf(signature)
  const known = algorithm === undefined ? undefined : HASHES[algorithm]
  if (!signature || algorithm === undefined || !known || known.type !== typeOf(blob)) return false
  const bytes = signature.subarray(4 + algorithm.length + 4)
  const key = keyOf(blob)
  return key !== undefined && verify(known.hash, signedBytes(challenge, loginName, algorithm, blob), key, bytes)
}

function keyOf(blob: Buffer): KeyObject | undefined {
  try {
    return keyObjectOf(blob)
  } catch {
    return undefined
  }
}

/** What an SSH client signs. Source: RFC 4252, section 7. */
const signedBytes = (challenge: string, loginName: string, algorithm: string, blob: Buffer): Buffer =>
  Buffer.concat([
    field(Buffer.from(challenge, 'base64url')),
    Buffer.of(USERAUTH_REQUEST),
    ...[field(loginName), field('ssh-connection'), field('publickey')],
    Buffer.of(1),
    ...[field(algorithm), field(blob)],
  ])
