import { accountEntity, accountTime, type Entity } from '../account/account.js'
import { foldedEmail } from '../account/account-names.js'
import { hasMfaDevice } from '../account/mfa-devices.js'
import { ApiError } from '../api/api-error.js'
import { type Guess, withdrawn } from '../credentials/guess-limit.js'
import { type GuessedAt, guessed } from '../credentials/guesses.js'
import type { ConsoleSession } from './console-sessions.js'
import { authenticationFailed, notSignedIn } from './errors.js'
import type { SignInEvent, SignInFailure } from './events.js'
import { countedGuess } from './guess.js'
import { type Principal, principalById } from './principal.js'
import type { SignInRequest } from './request.js'
import type { SignInServices } from './services.js'
import { checkRootPassword, emailTaken } from './sign-up.js'
import { spendCodeOf } from './spend-code.js'

/** Root shows once more who they are. */
export interface Proof {
  currentPassword: string
  mfaCode?: string | undefined
}

/** Who asks, and when a factor was shown at sign-in; without a console session, none was. */
export type RootSession = Pick<ConsoleSession, 'accountId' | 'incarnation' | 'principalId'> & {
  mfaAt?: ConsoleSession['mfaAt'] | undefined
}
type Count = (at: GuessedAt) => Promise<{ guess: Guess; root: Principal }>
type Failure = SignInFailure | undefined

/**
 * What AWS keeps out of the IAM API: root's own password, e-mail and account name. Each change wants the password (and
 * a code, with MFA) once more, so that an open page alone is not enough.
 */
export class RootCredentials {
  readonly #services: SignInServices

  constructor(services: SignInServices) {
    this.#services = services
  }

  /**
   * Returns zxcvbn's score of the new password, or undefined if the estimate came too late. Running sessions go on, as
   * at AWS.
   */
  async changePassword(
    session: ConsoleSession,
    proof: Proof,
    newPassword: string,
    request: SignInRequest,
  ): Promise<number | undefined> {
    const root = await this.prove(session, proof, 'PasswordUpdated', request)
    const { name, email } = accountEntity(root.account)
    checkRootPassword(newPassword, { name, email })
    if (newPassword === proof.currentPassword) {
      throw new ApiError(400, 'PasswordReused', 'The new password must be different from the old one.')
    }
    const score = await this.#services.estimateScore(newPassword, [name, email], 'root')
    const hash = await this.#services.passwords.hash(newPassword, undefined, ['account', session.accountId])
    const changedAt = accountTime(root.account, this.#services.clock.now())
    const rootPassword = { hash, changedAt, ...(score === undefined ? {} : { score }) }
    await this.#update(session, (entity) => ({ ...entity, rootPassword }))
    await this.#record(root, 'PasswordUpdated', request)
    return score
  }

  async changeDetails(
    session: ConsoleSession,
    proof: Proof,
    details: { email?: string | undefined; accountName?: string | undefined },
    request: SignInRequest,
  ): Promise<void> {
    const changed = details.email === undefined ? 'AccountNameUpdated' : 'EmailUpdated'
    const root = await this.prove(session, proof, changed, request)
    const before = accountEntity(root.account)
    await this.#services.accounts.write(session, (draft) => {
      const entity = accountEntity(draft)
      const { email = entity.email, accountName = entity.name } = details
      if (foldedEmail(email) !== foldedEmail(entity.email)) {
        draft.release({ kind: 'root-email', value: foldedEmail(entity.email) })
        draft.claim({ kind: 'root-email', value: foldedEmail(email) }, emailTaken)
      }
      draft.put('Account', { ...entity, email, name: accountName })
    })
    if (details.email !== undefined && details.email !== before.email) await this.#record(root, 'EmailUpdated', request)
    if (details.accountName !== undefined && details.accountName !== before.name)
      await this.#record(root, 'AccountNameUpdated', request)
  }

  /** Throws ApiError unless the proof is root's own. A failure is on record as `name`; wrong guesses count. */
  async prove(session: RootSession, proof: Proof, name: SignInEvent['name'], request: SignInRequest): Promise<Principal> {
    const root = await principalById(this.#services.accounts, session, session.principalId)
    if (root?.type !== 'Root') throw notSignedIn()
    // What was read before the wait for the guess's turn may be out of date after it.
    const count: Count = async (at) => {
      const guess = await countedGuess(this.#services, { at, who: root, name }, request)
      const now = await principalById(this.#services.accounts, session, session.principalId)
      if (now) return { guess, root: now }
      await guess.withdraw()
      throw notSignedIn()
    }
    const failure =
      (await this.#passwordFailure(root, proof, count)) ?? (await this.#factorFailure(root, session, proof, count))
    if (failure) {
      await this.#services.events.failed(root, { name, ...failure }, request)
      throw authenticationFailed()
    }
    return root
  }

  async #passwordFailure({ account, principalId }: Principal, proof: Proof, count: Count): Promise<Failure> {
    const { guess, root } = await count(guessed.password(account, principalId))
    const right = await this.#services.passwords
      .verify(proof.currentPassword, root.passwordHash, { first: guess.known, by: ['account', account.accountId] })
      .catch(withdrawn(guess))
    if (!right) return { reason: 'wrong-password' }
    await guess.right()
    return undefined
  }

  async #factorFailure({ account }: Principal, { mfaAt }: RootSession, proof: Proof, count: Count): Promise<Failure> {
    const { accounts, clock } = this.#services
    const { accountId } = account
    if (account.where('VirtualMFADevice', 'owner', accountId).length === 0) {
      // Whoever has passkeys alone has shown one when signing in.
      return mfaAt !== undefined || !hasMfaDevice(account, accountId) ? undefined : { reason: 'mfa-session-needed' }
    }
    const { guess } = await count(guessed.codes(account, accountId))
    const failure = await spendCodeOf(accounts, account, accountId, proof.mfaCode ?? '', clock.now()).catch(withdrawn(guess))
    if (!failure) await guess.right()
    return failure
  }

  async #update(session: ConsoleSession, change: (entity: Entity<'Account'>) => Entity<'Account'>): Promise<void> {
    await this.#services.accounts.write(session, (draft) => draft.put('Account', change(accountEntity(draft))))
  }

  #record(root: Principal, name: SignInEvent['name'], request: SignInRequest): Promise<void> {
    return this.#services.events.succeeded(root, { name }, request)
  }
}
