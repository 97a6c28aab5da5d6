import { createHash, timingSafeEqual } from 'node:crypto'
import { parseCookie } from 'cookie'
import type { Request, Response } from 'express'
import { DAY_MS } from '../account/durations.js'
import type { Random } from '../account/ports.js'
import type { AccountDocument } from '../account/repository.js'
import { isSecurePage } from '../proxy/client.js'
import type { DocumentKey, DocumentStore } from '../store/documents.js'

/** The person at the machine: whoever holds the operator's token, or entered with a code that the token bought. */
export const LOCAL = 'local'

const SESSIONS = 'lab-session'
const OWNERS = 'account-owner'
const SESSION_MS = 365 * DAY_MS
/** 32 bytes in base64url. */
const TOKEN = /^[\w-]{43}$/

export interface Ownership {
  accountId: string
  /** The fixture that "Start the course" made the account from. */
  fixture?: string
}

export interface LearnersOptions {
  documents: DocumentStore
  random: Random
  cookieName: string
  operatorToken: string
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

/**
 * Says who learns here and which accounts are theirs. A learner is not an IAM principal.
 *
 * A browser's cookie is a random token, and a hash of it is the learner: a stranger who asks is somebody new, owns
 * nothing and leaves nothing in the store. Only sessions of `local` are documents. See decision 16.
 */
export class Learners {
  readonly #options: LearnersOptions

  constructor(options: LearnersOptions) {
    this.#options = options
  }

  /** The learner who asks. A browser that is nobody yet becomes somebody: its cookie is in this answer. */
  async enter(request: Request, response: Response): Promise<string> {
    if (this.isOperator(request)) return LOCAL
    const token = this.#tokenOf(request) ?? this.#newToken()
    this.#setCookie(request, response, token)
    return this.#holderOf(token)
  }

  /** Undefined when the request carries neither a lab session nor the operator's token. */
  async learnerOf(request: Request): Promise<string | undefined> {
    if (this.isOperator(request)) return LOCAL
    const token = this.#tokenOf(request)
    return token === undefined ? undefined : this.#holderOf(token)
  }

  /** True for the person at the machine, who can read the token that the server wrote for them. */
  isOperator(request: Request): boolean {
    const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ')
    return scheme === 'Bearer' && timingSafeEqual(sha256(token), sha256(this.#options.operatorToken))
  }

  /**
   * Makes this browser `local` by spending `code`, in one step. What its former learner owns becomes local's too, or
   * nobody could reach it any more. False, and nothing changes, when the code is not there: it is good once.
   */
  async becomeLocal(request: Request, response: Response, code: DocumentKey, now: number): Promise<boolean> {
    const old = this.#tokenOf(request)
    const learner = old === undefined ? LOCAL : await this.#holderOf(old)
    const handed = learner === LOCAL ? [] : await this.accountsOf(learner)
    const token = this.#newToken()
    const entered = await this.#options.documents.exchange(code, {
      put: [{ collection: SESSIONS, id: sessionId(token), body: { learner: LOCAL }, expiresAt: now + SESSION_MS }],
      delete: old === undefined ? [] : [{ collection: SESSIONS, id: sessionId(old) }],
      rename: handed.map(({ accountId }) => ({
        collection: OWNERS,
        id: `${learner}/${accountId}`,
        to: `${LOCAL}/${accountId}`,
      })),
    })
    if (entered) this.#setCookie(request, response, token)
    return entered
  }

  /**
   * Makes this browser somebody of a class. Returns the id of its session, which `endSessions` takes. What it was before
   * ends here, and keeps what it owns.
   */
  async becomeMember(request: Request, response: Response, learner: string, now: number): Promise<string> {
    const old = this.#tokenOf(request)
    const token = this.#newToken()
    const [id, expiresAt] = [sessionId(token), now + SESSION_MS]
    if (old) await this.#options.documents.replace(SESSIONS, sessionId(old), id, { learner }, expiresAt)
    else await this.#options.documents.put(SESSIONS, id, { learner }, expiresAt)
    this.#setCookie(request, response, token)
    return id
  }

  /** This browser is nobody from now on. */
  async leave(request: Request, response: Response): Promise<void> {
    const token = this.#tokenOf(request)
    if (token !== undefined) await this.endSessions([sessionId(token)])
    this.#setCookie(request, response, this.#newToken())
  }

  async endSessions(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#options.documents.delete(SESSIONS, id)
  }

  /** The document that says whose an account is, to be written in one transaction with the account. */
  ownershipOf(learner: string, ownership: Ownership): AccountDocument {
    return { collection: OWNERS, id: `${learner}/${ownership.accountId}`, body: ownership }
  }

  /** Who owns an account, as documents that a reset or a replacement writes again. */
  async ownershipsOf(accountId: string): Promise<AccountDocument[]> {
    const owners = await this.#options.documents.listOf<Ownership>(accountId, OWNERS)
    return owners.map(({ id, body }) => ({ collection: OWNERS, id, body }))
  }

  /** Whoever owns an account. */
  async ownersOf(accountId: string): Promise<string[]> {
    return (await this.ownershipsOf(accountId)).map(({ id }) => id.slice(0, -accountId.length - 1))
  }

  ownership(learner: string, accountId: string): Promise<Ownership | undefined> {
    return this.#options.documents.get<Ownership>(OWNERS, `${learner}/${accountId}`)
  }

  /** The fixture that an account was made from, whoever owns it. */
  async fixtureOf(accountId: string): Promise<string | undefined> {
    const owners = await this.#options.documents.listOf<Ownership>(accountId, OWNERS)
    return owners.find(({ body }) => body.fixture !== undefined)?.body.fixture
  }

  async accountsOf(learner: string): Promise<Ownership[]> {
    return (await this.#options.documents.list<Ownership>(OWNERS, `${learner}/`)).map(({ body }) => body)
  }

  /** The accounts of all learners whose id begins with `prefix`. */
  async accountsByLearner(prefix: string): Promise<Map<string, string[]>> {
    const byLearner = new Map<string, string[]>()
    for (const { id, body } of await this.#options.documents.list<Ownership>(OWNERS, prefix)) {
      const learner = id.slice(0, id.indexOf('/'))
      byLearner.set(learner, [...(byLearner.get(learner) ?? []), body.accountId])
    }
    return byLearner
  }

  async #holderOf(token: string): Promise<string> {
    const session = await this.#options.documents.get<{ learner: string }>(SESSIONS, sessionId(token))
    return session?.learner ?? sha256(`learner ${token}`).toString('hex').slice(0, 32)
  }

  #tokenOf(request: Request): string | undefined {
    const token = parseCookie(request.headers.cookie ?? '')[this.#options.cookieName]
    return token !== undefined && TOKEN.test(token) ? token : undefined
  }

  #newToken(): string {
    return Buffer.from(this.#options.random.bytes(32)).toString('base64url')
  }

  #setCookie(request: Request, response: Response, token: string): void {
    response.cookie(this.#options.cookieName, token, {
      httpOnly: true,
      sameSite: 'strict',
      path: '/',
      maxAge: SESSION_MS,
      secure: isSecurePage(request),
    })
  }
}

const sessionId = (token: string): string => sha256(token).toString('hex')
