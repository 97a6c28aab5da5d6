import { DAY_MS, MINUTE_MS } from '../account/durations.js'
import type { Instant } from '../account/ports.js'
import { ApiError } from '../api/api-error.js'
import { hashed, newPersonalCode, shownCode, typedCode } from './codes.js'
import type { StaffBody, StaffRow } from './rows.js'
import type { ClassroomServices } from './services.js'

const COLLECTION = 'class-invitation'
const LIFE_MS = { instructor: DAY_MS, assistant: DAY_MS, projector: 10 * MINUTE_MS }
const MAX_OPEN = 200

export interface Invitation {
  role: keyof typeof LIFE_MS
  classIds: string[]
  expiresAt: Instant
  /** Who invites. */
  by: { staff: string; epoch: number }
}

/** Codes with which somebody becomes of the staff, or a browser the projector: each good once, and for a while. They end with whoever made them, and with a password that is set anew. */
export class Invitations {
  readonly #services: Pick<ClassroomServices, 'lab' | 'store'>

  constructor(services: Pick<ClassroomServices, 'lab' | 'store'>) {
    this.#services = services
  }

  async make({ id: staff, body: { epoch } }: StaffRow, role: Invitation['role'], classIds: string[]): Promise<string> {
    const { documents, random, clock } = this.#services.lab
    if ((await documents.list(COLLECTION)).length >= MAX_OPEN)
      throw new ApiError(409, 'TooManyInvitations', 'Too many invitations are open. They end within a day.')
    const code = newPersonalCode(random)
    const expiresAt = clock.now() + LIFE_MS[role]
    await documents.put(
      COLLECTION,
      hashed(code),
      { role, classIds, expiresAt, by: { staff, epoch } } satisfies Invitation,
      expiresAt,
    )
    return shownCode(code)
  }

  async find(code: string): Promise<Invitation | undefined> {
    return this.#good(await this.#services.lab.documents.get<Invitation>(COLLECTION, hashed(typedCode(code))))
  }

  /** Undefined if somebody else was first. */
  async take(code: string): Promise<Invitation | undefined> {
    return this.#good(await this.#services.lab.documents.take<Invitation>(COLLECTION, hashed(typedCode(code))))
  }

  /** Somebody who was removed would come back by a code that they kept. */
  async #good(invitation: Invitation | undefined): Promise<Invitation | undefined> {
    const { staff, epoch } = invitation?.by ?? {}
    const inviter = staff === undefined ? undefined : await this.#services.store.staff.get<StaffBody>(staff)
    return inviter && inviter.body.epoch === epoch ? invitation : undefined
  }

  /** For whoever took it and couldn't use it. */
  async putBack(code: string, invitation: Invitation): Promise<void> {
    const { documents } = this.#services.lab
    await documents.put(COLLECTION, hashed(typedCode(code)), invitation, invitation.expiresAt)
  }

  /** Those for a class that is deleted. */
  async endOf(classId: string): Promise<void> {
    const { documents } = this.#services.lab
    for (const { id, body } of await documents.list<Invitation>(COLLECTION)) {
      const classIds = body.classIds.filter((one) => one !== classId)
      if (classIds.length === body.classIds.length) continue
      if (classIds.length === 0 && body.role !== 'instructor') await documents.delete(COLLECTION, id)
      else await documents.put(COLLECTION, id, { ...body, classIds }, body.expiresAt)
    }
  }
}

export const invitationRefused = () =>
  new ApiError(403, 'CodeRefused', 'This code is wrong, was already used, or is too old.', {
    nextStep: 'Ask the instructor for a new one.',
  })
