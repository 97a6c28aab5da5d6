import { parseCookie } from 'cookie'
import type { Request, Response } from 'express'
import { HOUR_MS } from '../account/durations.js'
import { isSecurePage } from '../proxy/client.js'
import { hashed } from './codes.js'
import type { ClassBody, ClassRow, LearnerBody, LearnerRow, StaffBody, StaffRow } from './rows.js'
import type { ClassroomServices } from './services.js'

const STAFF_SESSIONS = 'staff-session'
const PROJECTORS = 'class-projector'
/** A day in a classroom. */
const LIFE_MS = 12 * HOUR_MS
/** 32 bytes in Base64. */
const TOKEN = /^[\w-]{43}$/

interface StaffSession {
  staff: string
  epoch: number
}

/** Who a browser is here, by its cookies: of the staff, a learner, a projector, or several of them at once. */
export class Visitors {
  readonly #services: ClassroomServices

  constructor(services: ClassroomServices) {
    this.#services = services
  }

  /** Undefined after their password was changed, or once they were removed. */
  async staffOf(request: Request): Promise<StaffRow | undefined> {
    const session = await this.#read<StaffSession>(request, STAFF_SESSIONS)
    const staff = session && (await this.#services.store.staff.get<StaffBody>(session.staff))
    return staff && staff.body.epoch === session?.epoch ? staff : undefined
  }

  /** Undefined without a class, or if the learner was removed. */
  async learnerOf(request: Request): Promise<{ learner: LearnerRow; of: ClassRow } | undefined> {
    const id = await this.#services.lab.learners.learnerOf(request)
    if (!id?.startsWith(LEARNER_PREFIX)) return undefined
    const learner = await this.#services.store.learners.get<LearnerBody>(id)
    const of = learner && (await this.#services.store.classes.get<ClassBody>(learner.classId))
    return of && { learner, of }
  }

  async projectorOf(request: Request): Promise<ClassRow | undefined> {
    const session = await this.#read<{ class: string }>(request, PROJECTORS)
    return session && this.#services.store.classes.get<ClassBody>(session.class)
  }

  /** A new token each time: a fixed or stolen older one is worth nothing. */
  async signIn(request: Request, response: Response, { id, body: { epoch } }: StaffRow): Promise<void> {
    await this.#begin(request, response, STAFF_SESSIONS, { staff: id, epoch } satisfies StaffSession)
  }

  async becomeProjector(request: Request, response: Response, of: ClassRow): Promise<void> {
    await this.#begin(request, response, PROJECTORS, { class: of.id })
  }

  async signOut(request: Request, response: Response): Promise<void> {
    const token = this.#tokenOf(request, STAFF_SESSIONS)
    if (token) await this.#services.lab.documents.delete(STAFF_SESSIONS, hashed(token))
    response.clearCookie(this.#cookieOf(STAFF_SESSIONS), attributes(request))
  }

  /** Projectors of a class that is deleted. */
  async endProjectors(classId: string): Promise<void> {
    const { documents } = this.#services.lab
    for (const { id, body } of await documents.list<{ class: string }>(PROJECTORS)) {
      if (body.class === classId) await documents.delete(PROJECTORS, id)
    }
  }

  async #begin(request: Request, response: Response, kind: string, body: object): Promise<void> {
    const { documents, clock, random } = this.#services.lab
    const old = this.#tokenOf(request, kind)
    const token = Buffer.from(random.bytes(32)).toString('base64url')
    const expiresAt = clock.now() + LIFE_MS
    if (old) await documents.replace(kind, hashed(old), hashed(token), body, expiresAt)
    else await documents.put(kind, hashed(token), body, expiresAt)
    response.cookie(this.#cookieOf(kind), token, { ...attributes(request), maxAge: LIFE_MS })
  }

  async #read<T>(request: Request, kind: string): Promise<T | undefined> {
    const token = this.#tokenOf(request, kind)
    return token === undefined ? undefined : this.#services.lab.documents.get<T>(kind, hashed(token))
  }

  #tokenOf(request: Request, kind: string): string | undefined {
    const token = parseCookie(request.headers.cookie ?? '')[this.#cookieOf(kind)]
    return token !== undefined && TOKEN.test(token) ? token : undefined
  }

  #cookieOf(kind: string): string {
    return `iam-dojo-${kind === STAFF_SESSIONS ? 'staff' : 'projector'}-${this.#services.cookieSuffix}`
  }
}

/** Of the lab's learner ids, those of a class. */
export const LEARNER_PREFIX = 'class-'

const attributes = (request: Request) =>
  ({ httpOnly: true, sameSite: 'strict', path: '/', secure: isSecurePage(request) }) as const
