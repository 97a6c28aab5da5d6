import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { accountEntity, accountTime } from '../account/account.js'
import { SINGLETON } from '../account/entities.js'
import { hasMfaDevice } from '../account/mfa-devices.js'
import { passwordExpired } from '../iam/password-rules.js'
import type { Challenge, Challenges } from './challenges.js'
import type { SignInEvents } from './events.js'
import { type Page, signInOptions, spendAssertion } from './passkeys.js'
import { accountNamed, type Principal, principalById, rootByEmail, userNamedIn } from './principal.js'
import type { SignInServices, Source } from './services.js'
import { authenticationFailed, challengeGone } from './sign-in-error.js'
import { type CodeRefused, spendCode } from './spend-code.js'
import type { Throttle } from './throttle.js'

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

/** The console's sign-in, step by step: password ▸ MFA ▸ forced change. Source: AWS's sign-in pages. */
export class SignIn {
  readonly #services: SignInServices
  readonly #challenges: Challenges
  readonly #throttle: Throttle
  readonly #events: SignInEvents

  constructor(services: SignInServices, challenges: Challenges, throttle: Throttle, events: SignInEvents) {
    this.#services = services
    this.#challenges = challenges
    this.#throttle = throttle
    this.#events = events
  }

  /** One hash is compared whoever is asked for: an unknown user costs the same time as a wrong password. */
  async password(attempt: Attempt, request: SignInRequest): Promise<Outcome> {
    const target = attempt.kind === 'root' ? attempt.email : `${attempt.account}/${attempt.userName}`
    const now = this.#services.clock.now()
    this.#throttle.check(request.sourceIp, target, now)
    const { account, principal } = await this.#lookUp(attempt)
    if (!(await this.#services.passwords.verify(attempt.password, principal?.passwordHash)) || !principal) {
      await this.#throttle.failed(request.sourceIp, target, now)
      const reason = principal
        ? principal.passwordHash === undefined
          ? 'no-console-access'
          : 'wrong-password'
        : 'unknown-user'
      const who = principal ?? (account && { account })
      if (who)
        await this.#events.record(
          who,
          { name: 'ConsoleLogin', requestId: request.requestId, outcome: 'error', reason },
          request,
        )
      throw authenticationFailed()
    }
    await this.#throttle.succeeded(request.sourceIp, target)
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
      spendCode(this.#services.accounts, account.accountId, principalId, code, this.#services.clock.now()),
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
    const now = this.#services.clock.now()
    const target = `mfa ${principal.principalId}`
    this.#throttle.check(request.sourceIp, target, now)
    const refused = await spend(principal)
    if (refused) {
      await this.#throttle.failed(request.sourceIp, target, now)
      await this.#events.record(
        principal,
        { name: 'ConsoleLogin', requestId: request.requestId, outcome: 'error', ...refused, mfaUsed: true },
        request,
      )
      throw authenticationFailed()
    }
    this.#challenges.done(challengeId)
    await this.#throttle.succeeded(request.sourceIp, target)
    return this.#afterFactors(principal, now, request)
  }

  /** The challenge of a forced change and whose it is. */
  forcedChange(challengeId: string, request: SignInRequest): Promise<{ challenge: Challenge; principal: Principal }> {
    return this.#resume(challengeId, 'change-password', request)
  }

  /** After the forced change: signed in. */
  async changed(challengeId: string, { accountId, principalId, mfaAt }: Challenge, request: SignInRequest): Promise<Outcome> {
    this.#challenges.done(challengeId)
    const principal = await principalById(this.#services.accounts, accountId, principalId)
    if (!principal) throw challengeGone()
    return this.#signedIn(principal, mfaAt, request)
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
    const principal = await principalById(this.#services.accounts, challenge.accountId, challenge.principalId)
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
        await this.#events.record(principal, event, request)
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
    await this.#services.accounts.use(account.accountId, { kind: 'Password', key: principalId, at })
    const event = {
      name: 'ConsoleLogin',
      requestId: request.requestId,
      outcome: 'success',
      mfaUsed: mfaAt !== undefined,
    } as const
    await this.#events.record(principal, event, request)
    return { state: 'signed-in', principal, mfaAt }
  }

  #challenge(kind: Challenge['kind'], principal: Principal, { sourceIp }: SignInRequest, mfaAt?: number): string {
    return this.#challenges.add({
      kind,
      accountId: principal.account.accountId,
      principalId: principal.principalId,
      sourceIp,
      passwordHash: principal.passwordHash ?? '',
      ...(mfaAt === undefined ? {} : { mfaAt }),
    })
  }
}
