import { randomUUID } from 'node:crypto'
import type { Request } from 'express'
import { Secret } from '../account/secret.js'
import { open, seal } from '../aes-gcm.js'
import { ApiError } from '../api/api-error.js'
import { spent, type TotpDevice, verifyCode } from '../credentials/totp.js'
import { authenticationFailed } from '../signin/errors.js'
import type { StaffMember } from './contract.js'
import { guessing } from './guessing.js'
import { nameKey } from './names.js'
import { changeStaff, nameTaken, noSuchStaff, type StaffBody, type StaffRow } from './rows.js'
import type { ClassroomServices } from './services.js'

const MAX_STAFF = 200
const KEY_BYTES = 32
/** RFC 4226, section 4: at least 128 bits; authenticator apps make 80 or 160. */
const BASE32 = /^[A-Z2-7]{16,64}$/

/** Who teaches here: their passwords and authenticator apps. */
export class Staff {
  readonly #services: ClassroomServices

  constructor(services: ClassroomServices) {
    this.#services = services
  }

  all(): Promise<StaffRow[]> {
    return this.#services.store.staff.list<StaffBody>()
  }

  /**
   * Undefined: the password is right, and a code is asked for. An unknown name takes as long as a wrong password, and gets the
   * same answer. Throws ApiError AuthenticationFailed, TooManyAttempts.
   */
  async signIn(
    request: Request,
    { name, password, code }: { name: string; password: string; code?: string | undefined },
  ): Promise<StaffRow | undefined> {
    const { store, lab } = this.#services
    const key = nameKey(name)
    const found = await guessing(this.#services, request, { kind: 'staff', name: key }, async () => {
      const staff = await store.staff.by<StaffBody>(key)
      return (await lab.passwords.verify(password, staff?.body.passwordHash)) ? staff : undefined
    })
    if (!found) throw authenticationFailed()
    if (!found.body.mfa) return found
    if (code === undefined) return undefined
    const target = { kind: 'codes', name: `staff ${found.id}` } as const
    const admitted = await guessing(this.#services, request, target, () => this.#spend(found, code))
    if (!admitted) throw authenticationFailed()
    return admitted
  }

  /** Makes the first instructor, or sets a lost password anew. That ends their sessions, and MFA is to be set up again. */
  async setPassword(name: string, password: string): Promise<StaffRow> {
    const { store, lab } = this.#services
    const passwordHash = await lab.passwords.hash(password)
    const known = await store.staff.by<StaffBody>(nameKey(name))
    if (known) {
      return changeStaff(store, known.id, ({ mfa: _, ...body }) => ({ ...body, passwordHash, epoch: body.epoch + 1 }))
    }
    if ((await this.all()).length > 0) throw noSuchStaff()
    return this.#add({ name, role: 'instructor', classIds: [], passwordHash, epoch: 1 })
  }

  /** Throws ApiError NameTaken. */
  async add(name: string, password: string, as: Pick<StaffBody, 'role' | 'classIds'>): Promise<StaffRow> {
    const passwordHash = await this.#services.lab.passwords.hash(password)
    return this.#add({ name, ...as, passwordHash, epoch: 1 })
  }

  async isFree(name: string): Promise<boolean> {
    return (await this.#services.store.staff.by(nameKey(name))) === undefined
  }

  /** The code proves that the app has the seed, and is spent. Throws ApiError InvalidCode. */
  async enableMfa({ id }: StaffRow, typed: string, code: string): Promise<StaffRow> {
    const { store, lab } = this.#services
    const secret = typed.replaceAll(/[\s=-]/g, '').toUpperCase()
    if (!BASE32.test(secret)) throw new ApiError(400, 'InvalidInput', 'A secret key has 16 to 64 letters and digits 2 to 7.')
    const sealedSeed = seal(await this.#key(), id, secret)
    const device: TotpDevice = { seed: new Secret(secret), drift: 0 }
    const result = verifyCode(device, code, lab.clock.now())
    if (!result.accepted)
      throw new ApiError(400, 'InvalidCode', 'This code isn’t the app’s. Wait for the next one, and try again.')
    return changeStaff(store, id, (body) => ({ ...body, mfa: kept(sealedSeed, spent(device, result)) }))
  }

  async disableMfa({ id }: StaffRow): Promise<StaffRow> {
    return changeStaff(this.#services.store, id, ({ mfa: _, ...body }) => body)
  }

  /** Their sessions end. Throws ApiError LastInstructor. */
  async remove(id: string): Promise<void> {
    const all = await this.all()
    const one = all.find((staff) => staff.id === id)
    if (!one) throw noSuchStaff()
    const instructors = all.filter(({ body }) => body.role === 'instructor')
    if (one.body.role === 'instructor' && instructors.length === 1)
      throw new ApiError(409, 'LastInstructor', 'The last instructor can’t be removed. Invite another one first.')
    await this.#services.store.staff.delete(id)
  }

  async #add(body: StaffBody): Promise<StaffRow> {
    if ((await this.all()).length >= MAX_STAFF)
      throw new ApiError(409, 'TooManyPeople', `A server has a staff of ${MAX_STAFF} at most.`)
    const id = randomUUID()
    if (!(await this.#services.store.staff.add(id, nameKey(body.name), body))) throw nameTaken()
    return { id, revision: 1, body }
  }

  /** A code is good once: of two sign-ins with it at the same time, one writes the row. */
  async #spend({ id }: StaffRow, code: string): Promise<StaffRow | undefined> {
    const { store, lab } = this.#services
    const key = await this.#key()
    const right = { is: false }
    const row = await changeStaff(store, id, (body) => {
      right.is = false
      if (!body.mfa) return body
      const { sealedSeed, lastStep, drift } = body.mfa
      const device: TotpDevice = {
        seed: new Secret(open(key, id, sealedSeed)),
        drift,
        ...(lastStep === undefined ? {} : { lastStep }),
      }
      const result = verifyCode(device, code, lab.clock.now())
      right.is = result.accepted
      return result.accepted ? { ...body, mfa: kept(sealedSeed, spent(device, result)) } : body
    })
    return right.is ? row : undefined
  }

  async #key(): Promise<Uint8Array> {
    const make = () => Buffer.from(this.#services.lab.random.bytes(KEY_BYTES)).toString('base64')
    return Buffer.from(await this.#services.secrets.get('staff-key', make), 'base64')
  }
}

const kept = (sealedSeed: string, { lastStep, drift }: TotpDevice): StaffBody['mfa'] => ({ sealedSeed, lastStep, drift })

export const staffMember = ({ id, body: { name, role, classIds, mfa } }: StaffRow): StaffMember => ({
  id,
  name,
  role,
  classIds,
  mfa: mfa !== undefined,
})
