import type { Account } from '../account/account.js'
import { accountTime } from '../account/account.js'
import type { Accounts } from '../account/accounts.js'
import type { Clock, Instant } from '../account/ports.js'
import type { Reason } from '../account/reasons.js'
import type { Facts, RequestRecord } from '../account/request-record.js'
import { GLOBAL_REGION } from '../aws/global-region.js'
import { clipped, MAX_USER_AGENT } from '../bounds/clipped.js'
import { sourceOf } from '../bounds/source.js'
import type { FailureMinutes, MoreFailures } from './failure-minutes.js'
import { arnOf, type Principal } from './principal.js'
import type { Source } from './request.js'

/** What happened at the sign-in page, as CloudTrail tells it. */
export interface SignInEvent {
  name:
    | 'ConsoleLogin'
    | 'SignOut'
    | 'PasswordUpdated'
    | 'PasswordRecoveryRequested'
    | 'PasswordRecoveryCompleted'
    | 'EmailUpdated'
    | 'AccountNameUpdated'
    | 'SwitchRole'
  mfaUsed?: boolean
  result?: Record<string, unknown>
  params?: Record<string, unknown>
}

/** Why it failed: the private diagnosis. */
export interface SignInFailure {
  reason: Reason
  facts?: Facts
}

/** A principal, or an account alone when no user of that name exists: the name is not told. */
export type Who = Principal | { account: Account }

/** When a sign-in was, and the page that it leads to. */
interface Circumstances {
  realTime: Instant
  loginTo: string
}

export class SignInEvents {
  readonly #accounts: Accounts
  readonly #clock: Clock
  readonly #minutes: FailureMinutes
  readonly #loginTo: () => string

  constructor({
    accounts,
    clock,
    minutes,
    loginTo,
  }: {
    accounts: Accounts
    clock: Clock
    minutes: FailureMinutes
    /** The page that a sign-in leads to. */
    loginTo: () => string
  }) {
    this.#loginTo = loginTo
    this.#accounts = accounts
    this.#clock = clock
    this.#minutes = minutes
  }

  succeeded(who: Who, event: SignInEvent, source: Source): Promise<void> {
    return this.#accounts.record(who.account, recordOf(who, event, source, this.#circumstances()))
  }

  async failed(who: Who, event: SignInEvent & SignInFailure, source: Source): Promise<void> {
    const circumstances = this.#circumstances()
    const { account } = who
    const newest = recordOf({ account }, { ...event, reason: 'many-failures' }, source, circumstances)
    const { own, ended } = await this.#minutes.count(account, sourceOf(source.sourceIp), newest)
    await this.#record(ended)
    if (own) await this.#accounts.record(account, recordOf(who, event, source, circumstances))
  }

  #circumstances(): Circumstances {
    return { realTime: this.#clock.now(), loginTo: this.#loginTo() }
  }

  /** Ends the minutes that are over: what was only counted in them is recorded. `stopping`: before this process ends. */
  async sweep(when = { stopping: false }): Promise<void> {
    await this.#record(await this.#minutes.end(when))
  }

  async #record(ended: readonly MoreFailures[]): Promise<void> {
    for (const { account, newest, more } of ended) {
      await this.#accounts.record(account, { ...newest, facts: { failures: more } })
    }
  }

  /** Drops what is counted for an account that ended. */
  forget(accountId: string): void {
    this.#minutes.forget(accountId)
  }
}

const recordOf = (
  who: Who,
  event: SignInEvent & Partial<SignInFailure>,
  source: Source,
  { realTime, loginTo }: Circumstances,
): RequestRecord => ({
  accountId: who.account.accountId,
  requestId: source.requestId,
  time: accountTime(who.account, realTime),
  realTime,
  category: 'sign-in',
  service: 'signin',
  name: event.name,
  readOnly: false,
  principal: recordedPrincipal(who, event.mfaUsed),
  sourceIp: source.sourceIp,
  userAgent: clipped(source.userAgent, MAX_USER_AGENT),
  region: GLOBAL_REGION,
  params: event.params ?? {},
  result: { ...loginResult(event, loginTo), ...event.result },
  ...(event.reason === undefined
    ? { outcome: 'success' }
    : { outcome: 'error', errorMessage: 'Failed authentication', reason: event.reason }),
  ...(event.facts ? { facts: event.facts } : {}),
})

const loginResult = (
  { name, reason, mfaUsed }: SignInEvent & Partial<SignInFailure>,
  LoginTo: string,
): Record<string, unknown> =>
  name === 'ConsoleLogin'
    ? { ConsoleLogin: reason === undefined ? 'Success' : 'Failure', LoginTo, MFAUsed: mfaUsed ? 'Yes' : 'No' }
    : {}

function recordedPrincipal(who: Who, mfaPresent = false): RequestRecord['principal'] {
  if (!('type' in who)) return { type: 'Unknown', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS', mfaPresent }
  return {
    type: who.type,
    arn: arnOf(who),
    userId: who.principalId,
    ...(who.userName === undefined ? {} : { userName: who.userName }),
    mfaPresent,
  }
}
