import { createHash } from 'node:crypto'
import { parseCookie } from 'cookie'
import type { Request, Response } from 'express'
import { type AccountRef, isSameAccount } from '../account/account.js'
import { HOUR_MS } from '../account/durations.js'
import type { Instant } from '../account/ports.js'
import { isSecurePage } from '../proxy/client.js'
import type { DocumentStore } from '../store/documents.js'
import { notSignedIn } from './errors.js'
import type { Principal } from './principal.js'
import type { SignInServices } from './services.js'

/** One identity that is signed in to one account, and to none that has its id later. Times are real. */
export interface ConsoleSession extends AccountRef {
  /** Public: which of the cookie's sessions a page means. */
  id: string
  principalId: string
  /** For a role that a signed-in user switched to: `principalId` is the role's id. */
  role?: { sessionName: string /** The session that they switched from. */; from: string }
  /** When a code was accepted at sign-in. */
  mfaAt?: Instant
  signedInAt: Instant
  expiresAt: Instant
}

const COLLECTION = 'console-session'
/** Source: IAM User Guide, "Switching to a role (console)": 12 hours; five identities side by side. */
const LIFE_MS = 12 * HOUR_MS
const MAX_SESSIONS = 5
/** What sessions that were stored before accounts had an incarnation lack. */
const OF_AN_EARLIER_VERSION = { incarnation: '' }

/** The console's cookie: a random id whose hash alone is stored, holding up to five sessions. */
export class ConsoleSessions {
  readonly #services: SignInServices

  constructor(services: SignInServices) {
    this.#services = services
  }

  /** Newest first; expired ones are left out. */
  async of(request: Request): Promise<ConsoleSession[]> {
    const jar = this.#jarOf(request)
    if (!jar) return []
    const stored = await this.#services.documents.get<ConsoleSession[]>(COLLECTION, hashed(jar))
    return (stored ?? [])
      .map((session) => ({ ...OF_AN_EARLIER_VERSION, ...session }))
      .filter(({ expiresAt }) => expiresAt > this.#services.clock.now())
  }

  /** Throws NotSignedIn for a session that is not this cookie's. */
  async find(request: Request, id: string): Promise<ConsoleSession> {
    const session = (await this.of(request)).find((one) => one.id === id)
    if (!session) throw notSignedIn()
    return session
  }

  /**
   * Adds a session (replacing one of the same principal) under a fresh cookie. Beyond five, the oldest one ends to make
   * room: `ended`.
   */
  async add(
    request: Request,
    response: Response,
    who: Pick<ConsoleSession, 'accountId' | 'incarnation' | 'principalId' | 'mfaAt' | 'role'>,
    lifeMs = LIFE_MS,
  ): Promise<{ session: ConsoleSession; ended: ConsoleSession | undefined }> {
    const { clock, random } = this.#services
    const now = clock.now()
    const session: ConsoleSession = {
      ...who,
      id: Buffer.from(random.bytes(9)).toString('base64url'),
      signedInAt: now,
      expiresAt: now + lifeMs,
    }
    const others = (await this.of(request)).filter(
      (session) => !isSameAccount(session, who) || session.principalId !== who.principalId,
    )
    const all = [session, ...others]
    await this.#keep(request, response, all.slice(0, MAX_SESSIONS))
    return { session, ended: all[MAX_SESSIONS] }
  }

  /** Signs one out, or all. Returns those that were. */
  async remove(request: Request, response: Response, id: string | undefined): Promise<ConsoleSession[]> {
    const sessions = await this.of(request)
    // Whoever signs out ends the roles they switched to with it.
    const gone = sessions.filter((session) => id === undefined || session.id === id || session.role?.from === id)
    await this.#keep(
      request,
      response,
      sessions.filter((session) => !gone.includes(session)),
    )
    return gone
  }

  /** A new cookie value each time: a fixed or stolen older one is worth nothing. */
  async #keep(request: Request, response: Response, sessions: ConsoleSession[]): Promise<void> {
    const { documents, random, clock, cookieName } = this.#services
    const old = this.#jarOf(request)
    const attributes = { httpOnly: true, sameSite: 'strict', path: '/', secure: isSecurePage(request) } as const
    if (sessions.length === 0) {
      if (old) await documents.delete(COLLECTION, hashed(old))
      response.clearCookie(cookieName, attributes)
      return
    }
    const jar = Buffer.from(random.bytes(32)).toString('base64url')
    const expiresAt = clock.now() + LIFE_MS
    // In one step: a server that is killed in between would leave a browser with a cookie that is worth nothing.
    if (old) await documents.replace(COLLECTION, hashed(old), hashed(jar), sessions, expiresAt)
    else await documents.put(COLLECTION, hashed(jar), sessions, expiresAt)
    response.cookie(cookieName, jar, { ...attributes, maxAge: LIFE_MS })
  }

  #jarOf(request: Request): string | undefined {
    return parseCookie(request.headers.cookie ?? '')[this.#services.cookieName]
  }
}

/** Signs a principal out of an account, in every browser. */
export async function endSessions(documents: DocumentStore, { account, principalId }: Principal): Promise<void> {
  for (const { id, body } of await documents.list<ConsoleSession[]>(COLLECTION)) {
    const left = body.filter((session) => session.accountId !== account.accountId || session.principalId !== principalId)
    if (left.length === body.length) continue
    if (left.length === 0) await documents.delete(COLLECTION, id)
    else await documents.put(COLLECTION, id, left, Math.max(...left.map(({ expiresAt }) => expiresAt)))
  }
}

/** Ends all sessions in accounts that are deleted for good, in every browser, so that nothing of them is left. */
export async function endSessionsIn(documents: DocumentStore, accountIds: readonly string[]): Promise<void> {
  for (const { id, body } of await documents.list<ConsoleSession[]>(COLLECTION)) {
    const left = body.filter(({ accountId }) => !accountIds.includes(accountId))
    if (left.length === body.length) continue
    if (left.length === 0) await documents.delete(COLLECTION, id)
    else await documents.put(COLLECTION, id, left, Math.max(...left.map(({ expiresAt }) => expiresAt)))
  }
}

const hashed = (jar: string): string => createHash('sha256').update(jar).digest('hex')
