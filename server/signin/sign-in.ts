import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { accountEntity, accountTime } from '../account/account.js'
import { SINGLETON } from '../account/entities.js'
import { hasMfaDevice } from '../account/mfa-devices.js'
import { passwordExpired } from '../iam/password-rules.js'
import { guessed, withdrawn } from '../operations/guess-limit.js'
import type { Challenge, Challenges } from './challenges.js'
import { countedGuess } from './guess.js'
import { type Page, signInOptions, spendAssertion } from './passkeys.js'
import {
  accountNamed,
  foldedAccount,
  foldedEmail,
  foldedUser,
  type Principal,
  principalById,
  rootByEmail,
  userNamedIn,
} from './principal.js'
import type { SignInServices, Source } from './services.js'
import { authenticationFailed, challengeGone } from './sign-in-error.js'
import { type CodeRefused, resyncDevice, spendCode } from './spend-code.js'

export type Attempt =
  | { kind: 'root'; email: string; password: string }
  | { kind: 'iam'; account: string; userName: string; password: string }

/** What comes next: a session (the caller makes it), a code, a new password, or an administrator. */
export type Outcome =
  | { state: 'signed-in'; principal: Principal; mfaAt: number | undefined }
  /** `codes`: there is a device that shows codes; `passkey`: there is one, and what the browser has to ask it. */
  | { state: 'mfa'; challenge: string; codes: boolean; passkey?: PublicKeyCredentialRequestOptionsJSON }
  | {
      state: 'change-password'
      challenge: string
      accountId: string
      accountAlias?: string
      userName: string
      reason: 'reset-required' | 'expired'
    }
  | { state: 'password-expired' }

export interface SignInRequest extends Source {
  requestId: string
  page: Page
}

/** What does not open this door. Source: IAM User Guide, "IAM identifiers", unique ID prefixes. */
const ACCESS_KEY_ID = /^(AKIA|ASIA)[A-Z2-7]{12,124}$/

/** The console's sign-in, step by step: password ▸ MFA ▸ forced change. Source: AWS's sign-in pages. */
export class SignIn {
  readonly #services: SignInServices
  readonly #challenges: Challenges

  constructor(services: SignInServices, challenges: Challenges) {
    this.#services = services
    this.#challenges = challenges
  }

  /** One hash is compared whoever is asked for: an unknown user costs the same time as a wrong password. */
  async password(attempt: Attempt, request: SignInRequest): Promise<Outcome> {
    const { account, principal } = await this.#lookUp(attempt)
    const who = principal ?? (account && { account })
    const target = principal ? guessed.password(principal.account.accountId, principal.principalId) : nobody(attempt, account)
    const guess = await countedGuess(this.#services, { target, who, name: 'ConsoleLogin' }, request)
    const { passwords, events } = this.#services
    const right = await passwords.verify(attempt.password, principal?.passwordHash).catch(withdrawn(guess))
    if (!right || !principal) {
      const reason = principal
        ? principal.passwordHash === undefined
          ? 'no-console-access'
          : ACCESS_KEY_ID.test(attempt.password)
            ? 'access-key-as-password'
            : 'wrong-password'
        : 'unknown-user'
      const event = { name: 'ConsoleLogin', requestId: request.requestId, outcome: 'error', reason } as const
      if (who) await events.record(who, event, request)
      throw authenticationFailed()
    }
    guess.right()
    const { account: of, principalId } = principal
    if (hasMfaDevice(of, principalId)) {
      const challenge = this.#challenge('mfa', principal, request)
      const passkey = await signInOptions(of, principalId, challenge, request.page)
      const codes = of.where('VirtualMFADevice', 'owner', principalId).length > 0
      return { state: 'mfa', challenge, codes, ...(passkey ? { passkey } : {}) }
    }
    return this.#afterFactors(principal, undefined, request)
  }

  /** The code's step is spent before anything comes of it; a reused one is refused. */
  mfa(challengeId: string, code: string, request: SignInRequest): Promise<Outcome> {
    return this.#secondFactor(challengeId, request, ({ account, principalId }) =>
      spendCode(this.#services.accounts, account, principalId, code, this.#services.clock.now()),
    )
  }

  /** The same with the signature of a passkey. */
  passkey(challengeId: string, response: AuthenticationResponseJSON, request: SignInRequest): Promise<Outcome> {
    return this.#secondFactor(challengeId, request, ({ account, principalId }) =>
      spendAssertion(this.#services.accounts, account, principalId, response, challengeId, request.page),
    )
  }

  async #secondFactor(
    challengeId: string,
    request: SignInRequest,
    spend: (principal: Principal) => Promise<CodeRefused | undefined>,
  ): Promise<Outcome> {
    const { principal } = await this.#resume(challengeId, 'mfa', request)
    const now = await this.#prove(principal, request, spend)
    this.#challenges.done(challengeId)
    return this.#afterFactors(principal, now, request)
  }

  /**
   * Learns from two codes in a row how far a device's clock is off; the sign-in goes on waiting for a code.
   * Source: IAM User Guide, "MFA devices and your IAM sign-in page" (the offer to resynchronize).
   */
  async resync(challengeId: string, codes: readonly [string, string], request: SignInRequest): Promise<void> {
    const { principal } = await this.#resume(challengeId, 'mfa', request)
    await this.#prove(principal, request, ({ account, principalId }) =>
      resyncDevice(this.#services.accounts, account, principalId, codes, this.#services.clock.now()),
    )
  }

  /** When the factor was accepted. A guesser is slowed down, and each refusal stands in the history. */
  async #prove(
    principal: Principal,
    request: SignInRequest,
    spend: (principal: Principal) => Promise<CodeRefused | undefined>,
  ): Promise<number> {
    const now = this.#services.clock.now()
    const target = guessed.codes(principal.account.accountId, principal.principalId)
    const guess = await countedGuess(this.#services, { target, who: principal, name: 'ConsoleLogin' }, request)
    const refused = await spend(principal).catch(withdrawn(guess))
    if (refused) {
      await this.#services.events.record(
        principal,
        { name: 'ConsoleLogin', requestId: request.requestId, outcome: 'error', ...refused, mfaUsed: true },
        request,
      )
      throw authenticationFailed()
    }
    guess.right()
    return now
  }

  /** The challenge of a forced change and whose it is. */
  forcedChange(challengeId: string, request: SignInRequest): Promise<{ challenge: Challenge; principal: Principal }> {
    return this.#resume(challengeId, 'change-password', request)
  }

  /** After the forced change: signed in. */
  async changed(challengeId: string, challenge: Challenge, request: SignInRequest): Promise<Outcome> {
    this.#challenges.done(challengeId)
    const principal = await principalById(this.#services.accounts, challenge, challenge.principalId)
    if (!principal) throw challengeGone()
    return this.#signedIn(principal, challenge.mfaAt, request)
  }

  async #lookUp(attempt: Attempt): Promise<{ account?: Principal['account']; principal?: Principal }> {
    const { accounts } = this.#services
    if (attempt.kind === 'root') {
      const principal = await rootByEmail(accounts, attempt.email)
      return principal ? { account: principal.account, principal } : {}
    }
    const account = await accountNamed(accounts, attempt.account)
    const principal = account && userNamedIn(account, attempt.userName)
    return { ...(account ? { account } : {}), ...(principal ? { principal } : {}) }
  }

  async #resume(
    id: string,
    kind: Challenge['kind'],
    request: SignInRequest,
  ): Promise<{ challenge: Challenge; principal: Principal }> {
    const challenge = this.#challenges.take(id, kind, request.sourceIp)
    const principal = await principalById(this.#services.accounts, challenge, challenge.principalId)
    // Whoever changed the password meanwhile ended this sign-in.
    if (!principal || principal.passwordHash !== challenge.passwordHash) throw challengeGone()
    return { challenge, principal }
  }

  async #afterFactors(principal: Principal, mfaAt: number | undefined, request: SignInRequest): Promise<Outcome> {
    const { account, principalId, userName } = principal
    const profile = account.get('LoginProfile', principalId)
    if (principal.type === 'IAMUser' && profile && userName !== undefined) {
      const policy = account.get('AccountPasswordPolicy', SINGLETON)
      const expired = passwordExpired(policy, profile.changedAt, accountTime(account, this.#services.clock.now()))
      if (expired && policy?.hardExpiry) {
        const event = {
          name: 'ConsoleLogin',
          requestId: request.requestId,
          outcome: 'error',
          reason: 'password-expired',
        } as const
        await this.#services.events.record(principal, event, request)
        return { state: 'password-expired' }
      }
      if (expired || profile.resetRequired) {
        const { alias } = accountEntity(account)
        return {
          state: 'change-password',
          challenge: this.#challenge('change-password', principal, request, mfaAt),
          accountId: account.accountId,
          ...(alias ? { accountAlias: alias } : {}),
          userName,
          reason: profile.resetRequired ? 'reset-required' : 'expired',
        }
      }
    }
    return this.#signedIn(principal, mfaAt, request)
  }

  async #signedIn(principal: Principal, mfaAt: number | undefined, request: SignInRequest): Promise<Outcome> {
    const { account, principalId } = principal
    const at = accountTime(account, this.#services.clock.now())
    await this.#services.accounts.use(account, { kind: 'Password', key: principalId, at })
    const event = {
      name: 'ConsoleLogin',
      requestId: request.requestId,
      outcome: 'success',
      mfaUsed: mfaAt !== undefined,
    } as const
    await this.#services.events.record(principal, event, request)
    return { state: 'signed-in', principal, mfaAt }
  }

  #challenge(kind: Challenge['kind'], principal: Principal, { sourceIp }: SignInRequest, mfaAt?: number): string {
    return this.#challenges.add({
      kind,
      accountId: principal.account.accountId,
      incarnation: principal.account.incarnation,
      principalId: principal.principalId,
      sourceIp,
      passwordHash: principal.passwordHash ?? '',
      ...(mfaAt === undefined ? {} : { mfaAt }),
    })
  }
}

/** One name for who is not there, however they are spelt: as many guesses as at anybody's password. */
function nobody(attempt: Attempt, account: Principal['account'] | undefined): string {
  if (attempt.kind === 'root') return `nobody ${foldedEmail(attempt.email)}`
  return `nobody ${account?.accountId ?? foldedAccount(attempt.account)} ${foldedUser(attempt.userName)}`
}
