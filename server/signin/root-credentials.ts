import { accountEntity, accountTime, type Entity } from '../account/account.js'
import { hasMfaDevice } from '../account/mfa-devices.js'
import type { ConsoleSession } from './console-sessions.js'
import type { SignInEvent, SignInEvents } from './events.js'
import { type Principal, principalById } from './principal.js'
import type { SignInServices } from './services.js'
import type { SignInRequest } from './sign-in.js'
import { authenticationFailed, notSignedIn, SignInError } from './sign-in-error.js'
import { checkRootPassword, emailTaken } from './sign-up.js'
import { spendCode } from './spend-code.js'
import type { Throttle } from './throttle.js'

/** Root shows once more who they are. */
export interface Proof {
  currentPassword: string
  mfaCode?: string | undefined
}

/**
 * What AWS keeps out of the IAM API: root's own password, e-mail and account name. Each change wants the password (and
 * a code, with MFA) once more, so that an open page alone is not enough.
 */
export class RootCredentials {
  readonly #services: SignInServices
  readonly #throttle: Throttle
  readonly #events: SignInEvents

  constructor(services: SignInServices, throttle: Throttle, events: SignInEvents) {
    this.#services = services
    this.#throttle = throttle
    this.#events = events
  }

  /** Returns zxcvbn's score of the new password. Running sessions go on, as at AWS. */
  async changePassword(session: ConsoleSession, proof: Proof, newPassword: string, request: SignInRequest): Promise<number> {
    const root = await this.#proven(session, proof, request)
    const { name, email } = accountEntity(root.account)
    checkRootPassword(newPassword, { name, email })
    if (newPassword === proof.currentPassword) {
      throw new SignInError(400, 'PasswordReused', 'The new password must be different from the old one.')
    }
    const score = await this.#services.estimateScore(newPassword, [name, email])
    const hash = await this.#services.passwords.hash(newPassword)
    const changedAt = accountTime(root.account, this.#services.clock.now())
    await this.#update(session, (entity) => ({ ...entity, rootPassword: { hash, changedAt, score } }))
    await this.#record(root, 'PasswordUpdated', request)
    return score
  }

  async changeDetails(
    session: ConsoleSession,
    proof: Proof,
    details: { email?: string | undefined; accountName?: string | undefined },
    request: SignInRequest,
  ): Promise<void> {
    const root = await this.#proven(session, proof, request)
    const before = accountEntity(root.account)
    await this.#services.accounts.write(session.accountId, (draft) => {
      const entity = accountEntity(draft)
      const { email = entity.email, accountName = entity.name } = details
      if (email.toLowerCase() !== entity.email.toLowerCase()) {
        draft.release({ kind: 'root-email', value: entity.email.toLowerCase() })
        draft.claim({ kind: 'root-email', value: email.toLowerCase() }, emailTaken)
      }
      draft.put('Account', { ...entity, email, name: accountName })
    })
    if (details.email !== undefined && details.email !== before.email) await this.#record(root, 'EmailUpdated', request)
    if (details.accountName !== undefined && details.accountName !== before.name)
      await this.#record(root, 'AccountNameUpdated', request)
  }

  async #proven(session: ConsoleSession, { currentPassword, mfaCode }: Proof, request: SignInRequest): Promise<Principal> {
    const { accounts, passwords, clock } = this.#services
    const root = await principalById(accounts, session.accountId, session.principalId)
    if (root?.type !== 'Root') throw notSignedIn()
    const now = clock.now()
    const target = `root ${session.accountId}`
    this.#throttle.check(request.sourceIp, target, now)
    const right = await passwords.verify(currentPassword, root.passwordHash)
    const hasCodes = root.account.where('VirtualMFADevice', 'owner', session.accountId).length > 0
    // Whoever has passkeys alone has shown one when signing in.
    const shown = hasCodes || session.mfaAt !== undefined || !hasMfaDevice(root.account, session.accountId)
    const spent =
      right && hasCodes ? await spendCode(accounts, session.accountId, session.accountId, mfaCode ?? '', now) : undefined
    if (!right || !shown || spent !== undefined) {
      await this.#throttle.failed(request.sourceIp, target, now)
      throw authenticationFailed()
    }
    await this.#throttle.succeeded(request.sourceIp, target)
    return root
  }

  async #update(session: ConsoleSession, change: (entity: Entity<'Account'>) => Entity<'Account'>): Promise<void> {
    await this.#services.accounts.write(session.accountId, (draft) => draft.put('Account', change(accountEntity(draft))))
  }

  #record(root: Principal, name: SignInEvent['name'], request: SignInRequest): Promise<void> {
    return this.#events.record(root, { name, requestId: request.requestId, outcome: 'success' }, request)
  }
}
