import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { accountEntity, accountTime } from '../account/account.js'
import { foldedEmail } from '../account/account-names.js'
import { SINGLETON } from '../account/entities.js'
import { hasMfaDevice } from '../account/mfa-devices.js'
import type { Reason } from '../account/reasons.js'
import { sourceOf } from '../bounds/source.js'
import { withdrawn } from '../credentials/guess-limit.js'
import { type GuessedAt, guessed } from '../credentials/guesses.js'
import { passwordExpired } from '../credentials/password-rules.js'
import { type Challenge, type Challenges, markOf } from './challenges.js'
import type { Attempt, SignInStep } from './contract.js'
import { authenticationFailed, challengeGone } from './errors.js'
import type { SignInFailure, Who } from './events.js'
import { countedGuess } from './guess.js'
import { signInOptions, spendAssertion } from './passkeys.js'
import {
  accountNamed,
  foldedAccount,
  foldedUser,
  type Principal,
  principalById,
  rootByEmail,
  userNamedIn,
} from './principal.js'
import type { SignInRequest } from './request.js'
import type { SignInServices } from './services.js'
import { resyncDevice, spendCodeOf } from './spend-code.js'

/** What comes next; of a sign-in that is complete, whom the caller makes a session for. */
export type Outcome =
  | Exclude<SignInStep, { state: 'signed-in' }>
  | { state: 'signed-in'; principal: Principal; mfaAt: number | undefined }

type Spend = (principal: Principal) => Promise<SignInFailure | undefined>

interface LookedUp {
  account?: Principal['account']
  principal?: Principal
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
    const asked = await this.#lookUp(attempt)
    const who = asked.principal ?? (asked.account && { account: asked.account })
    const at = guessedAt(attempt, asked)
    const guess = await countedGuess(this.#services, { at, who, name: 'ConsoleLogin' }, request)
    const { passwords } = this.#services
    const principal = await this.#stillThere(asked.principal).catch(withdrawn(guess))
    const matches = await passwords
      .verify(attempt.password, principal?.passwordHash, {
        first: guess.known,
        by: ['address', sourceOf(request.sourceIp), at.target.name],
      })
      .catch(withdrawn(guess))
    // A password that was changed while this one was compared is not the one that opens.
    const right = matches && (await this.#stillThere(principal))?.passwordHash === principal?.passwordHash
    if (!right || !principal) {
      if (who) await this.#failed(who, { reason: passwordFailure(attempt.password, principal) }, request)
      throw authenticationFailed()
    }
    await guess.right()
    const { account: of, principalId } = principal
    if (hasMfaDevice(of, principalId)) {
      const challenge = await this.#challenges.add(principal, { kind: 'mfa', sourceIp: request.sourceIp })
      const passkey = await signInOptions(of, principalId, challenge, request.page)
      const codes = of.where('VirtualMFADevice', 'owner', principalId).length > 0
      return { state: 'mfa', challenge, codes, ...(passkey ? { passkey } : {}) }
    }
    return this.#afterFactors(principal, undefined, request)
  }

  /** The code's step is spent before anything comes of it; a reused one is refused. */
  mfa(challengeId: string, code: string, request: SignInRequest): Promise<Outcome> {
    return this.#secondFactor(challengeId, request, ({ account, principalId }) =>
      spendCodeOf(this.#services.accounts, account, principalId, code, this.#services.clock.now()),
    )
  }

  /** The same with the signature of a passkey. */
  passkey(challengeId: string, response: AuthenticationResponseJSON, request: SignInRequest): Promise<Outcome> {
    return this.#secondFactor(challengeId, request, ({ account, principalId }) =>
      spendAssertion(this.#services.accounts, account, principalId, response, challengeId, request.page),
    )
  }

  async #secondFactor(challengeId: string, request: SignInRequest, spend: Spend): Promise<Outcome> {
    const { principal, at } = await this.#prove(challengeId, request, spend)
    await this.#challenges.spend(challengeId)
    return this.#afterFactors(principal, at, request)
  }

  /**
   * Learns from two codes in a row how far a device's clock is off; the sign-in goes on waiting for a code.
   * Source: IAM User Guide, "MFA devices and your IAM sign-in page" (the offer to resynchronize).
   */
  async resync(challengeId: string, codes: readonly [string, string], request: SignInRequest): Promise<void> {
    await this.#prove(challengeId, request, ({ account, principalId }) =>
      resyncDevice(this.#services.accounts, account, principalId, codes, this.#services.clock.now()),
    )
  }

  /** Whose factor was accepted, and when. A guesser is slowed down, and each failure stands in the history. */
  async #prove(challengeId: string, request: SignInRequest, spend: Spend): Promise<{ principal: Principal; at: number }> {
    const { principal: who } = await this.#resume(challengeId, 'mfa', request)
    const counted = { at: guessed.codes(who.account, who.principalId), who, name: 'ConsoleLogin' } as const
    const guess = await countedGuess(this.#services, counted, request)
    // The sign-in may have ended while this request waited for its turn.
    const { principal } = await this.#resume(challengeId, 'mfa', request).catch(withdrawn(guess))
    const at = this.#services.clock.now()
    const failure = await spend(principal).catch(withdrawn(guess))
    if (failure) {
      await this.#failed(principal, { ...failure, mfaUsed: true }, request)
      throw authenticationFailed()
    }
    await guess.right()
    return { principal, at }
  }

  /** The challenge of a forced change and whose it is. */
  forcedChange(challengeId: string, request: SignInRequest): Promise<{ challenge: Challenge; principal: Principal }> {
    return this.#resume(challengeId, 'change-password', request)
  }

  /** After the forced change: signed in. */
  async changed(challengeId: string, challenge: Challenge, request: SignInRequest): Promise<Outcome> {
    await this.#challenges.spend(challengeId)
    const principal = await principalById(this.#services.accounts, challenge, challenge.principalId)
    if (!principal) throw challengeGone()
    return this.#signedIn(principal, challenge.mfaAt, request)
  }

  /** As the principal stands now; undefined if user or account is gone, or another account has the number. */
  async #stillThere(principal: Principal | undefined): Promise<Principal | undefined> {
    return principal && principalById(this.#services.accounts, principal.account, principal.principalId)
  }

  async #lookUp(attempt: Attempt): Promise<LookedUp> {
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
    const challenge = await this.#challenges.find(id, kind, request.sourceIp)
    const principal = await principalById(this.#services.accounts, challenge, challenge.principalId)
    // Whoever changed the password meanwhile ended this sign-in.
    if (!principal || markOf(principal) !== challenge.passwordMark) throw challengeGone()
    return { challenge, principal }
  }

  async #afterFactors(principal: Principal, mfaAt: number | undefined, request: SignInRequest): Promise<Outcome> {
    const { account, principalId, userName } = principal
    const profile = account.get('LoginProfile', principalId)
    if (principal.type === 'IAMUser' && profile && userName !== undefined) {
      const policy = account.get('AccountPasswordPolicy', SINGLETON)
      const expired = passwordExpired(policy, profile.changedAt, accountTime(account, this.#services.clock.now()))
      if (expired && policy?.hardExpiry) {
        await this.#failed(principal, { reason: 'password-expired' }, request)
        return { state: 'password-expired' }
      }
      if (expired || profile.resetRequired) {
        const { alias } = accountEntity(account)
        return {
          state: 'change-password',
          challenge: await this.#challenges.add(principal, { kind: 'change-password', sourceIp: request.sourceIp, mfaAt }),
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
    const event = { name: 'ConsoleLogin', mfaUsed: mfaAt !== undefined } as const
    await this.#services.events.succeeded(principal, event, request)
    return { state: 'signed-in', principal, mfaAt }
  }

  #failed(who: Who, failure: SignInFailure & { mfaUsed?: boolean }, request: SignInRequest): Promise<void> {
    return this.#services.events.failed(who, { name: 'ConsoleLogin', ...failure }, request)
  }
}

/** Why a password doesn't open. */
function passwordFailure(typed: string, principal: Principal | undefined): Reason {
  if (!principal) return 'unknown-user'
  if (principal.passwordHash === undefined) return 'no-console-access'
  return ACCESS_KEY_ID.test(typed) ? 'access-key-as-password' : 'wrong-password'
}

/** The password of whoever is meant. Someone who isn't there has one name, however it is typed, and as many guesses. */
function guessedAt(attempt: Attempt, { account, principal }: LookedUp): GuessedAt {
  if (principal) return guessed.password(principal.account, principal.principalId)
  const name =
    attempt.kind === 'root'
      ? foldedEmail(attempt.email)
      : `${account?.accountId ?? foldedAccount(attempt.account)} ${foldedUser(attempt.userName)}`
  return { target: { kind: 'password', name: `nobody ${name}` } }
}
