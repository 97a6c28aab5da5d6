import { createHash, timingSafeEqual } from 'node:crypto'
import { parseCookie } from 'cookie'
import type { Request, Response } from 'express'
import type { AccountDocument } from '../account/repository.js'
import type { LabServices } from './services.js'

/** Alone on a laptop every lab session is this learner's. */
const LOCAL = 'local'
const OWNERS = 'account-owner'
const SESSION_MS = 365 * 86_400_000

interface Ownership {
  accountId: string
  /** Made by "Start the course": which fixture. */
  fixture?: string
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Who learns here and which accounts are theirs. A learner is no IAM principal and never yields credentials. */
export class Learners {
  readonly #services: LabServices

  constructor(services: LabServices) {
    this.#services = services
  }

  /** The learner of this browser, with a session cookie from now on. */
  async enter(request: Request, response: Response): Promise<string> {
    const known = await this.learnerOf(request)
    if (known) return known
    const { random, documents, clock, cookieName } = this.#services
    const token = Buffer.from(random.bytes(32)).toString('base64url')
    await documents.put('lab-session', sha256(token).toString('hex'), { learner: LOCAL }, clock.now() + SESSION_MS)
    response.cookie(cookieName, token, {
      httpOnly: true,
      sameSite: 'strict',
      path: '/',
      maxAge: SESSION_MS,
      secure: request.secure,
    })
    return LOCAL
  }

  async learnerOf(request: Request): Promise<string | undefined> {
    const token = parseCookie(request.headers.cookie ?? '')[this.#services.cookieName]
    if (!token) return undefined
    return (await this.#services.documents.get<{ learner: string }>('lab-session', sha256(token).toString('hex')))?.learner
  }

  /** The person at the machine, by the token that the server wrote for them. */
  isOperator(request: Request): boolean {
    const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ')
    return scheme === 'Bearer' && timingSafeEqual(sha256(token), sha256(this.#services.operatorToken))
  }

  /** Written in one transaction with the account. */
  ownershipOf(learner: string, ownership: Ownership): AccountDocument {
    return { collection: OWNERS, id: `${learner}/${ownership.accountId}`, body: ownership }
  }

  /** Who owns an account, as documents that a reset or a replacement writes again. */
  async ownershipsOf(accountId: string): Promise<AccountDocument[]> {
    const owners = await this.#services.documents.listOf<Ownership>(accountId, OWNERS)
    return owners.map(({ id, body }) => ({ collection: OWNERS, id, body }))
  }

  ownership(learner: string, accountId: string): Promise<Ownership | undefined> {
    return this.#services.documents.get<Ownership>(OWNERS, `${learner}/${accountId}`)
  }

  async accountsOf(learner: string): Promise<Ownership[]> {
    return (await this.#services.documents.list<Ownership>(OWNERS, `${learner}/`)).map(({ body }) => body)
  }

  /** What is written with an account that was signed up for. */
  readonly documentsOf = (accountId: string): AccountDocument[] => [this.ownershipOf(LOCAL, { accountId })]
}
