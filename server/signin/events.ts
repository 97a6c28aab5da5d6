import type { Account, AccountRef } from '../account/account.js'
import { accountTime } from '../account/account.js'
import type { Accounts } from '../account/accounts.js'
import { MINUTE_MS } from '../account/durations.js'
import type { Clock, Instant, Monotonic } from '../account/ports.js'
import type { Reason } from '../account/reasons.js'
import type { Facts, RequestRecord } from '../account/request-record.js'
import { GLOBAL_REGION } from '../aws/global-region.js'
import { clipped, MAX_USER_AGENT } from '../bounds/clipped.js'
import { sourceOf } from '../bounds/source.js'
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

/**
 * So many failures a minute from one source in one account have a record each, those beyond it one together: a stranger
 * can't fill an account's store.
 */
const FAILURES_A_MINUTE = 30
const MAX_MINUTES = 2_000

/** The failures of one source in one account in a minute. */
interface Minute {
  /** Not the account itself, which would be kept in memory by this. */
  account: AccountRef
  /** Monotonic: a clock that steps back must not make a minute last a day. */
  since: number
  recorded: number
  /** How many have no record of their own. */
  more: number
  /** What is recorded for them in the end: the newest of them. */
  newest?: RequestRecord
}

/** When a sign-in was, and the page that it leads to. */
interface Circumstances {
  realTime: Instant
  loginTo: string
}

export class SignInEvents {
  readonly #accounts: Accounts
  readonly #clock: Clock
  readonly #time: Monotonic
  readonly #loginTo: () => string
  /** The oldest first. */
  readonly #minutes = new Map<string, Minute>()

  constructor({
    accounts,
    clock,
    monotonic,
    loginTo,
  }: {
    accounts: Accounts
    clock: Clock
    monotonic: Monotonic
    /** The page that a sign-in leads to. */
    loginTo: () => string
  }) {
    this.#loginTo = loginTo
    this.#accounts = accounts
    this.#clock = clock
    this.#time = monotonic
  }

  succeeded(who: Who, event: SignInEvent, source: Source): Promise<void> {
    return this.#accounts.record(who.account, recordOf(who, event, source, this.#circumstances()))
  }

  async failed(who: Who, event: SignInEvent & SignInFailure, source: Source): Promise<void> {
    const circumstances = this.#circumstances()
    await this.sweep()
    const { account } = who
    const { accountId, incarnation } = account
    const key = `${accountId} ${sourceOf(source.sourceIp)}`
    const minute = this.#minutes.get(key) ?? {
      account: { accountId, incarnation },
      since: this.#time.now(),
      recorded: 0,
      more: 0,
    }
    this.#minutes.set(key, minute)
    if (minute.recorded < FAILURES_A_MINUTE) {
      minute.recorded++
      return this.#accounts.record(account, recordOf(who, event, source, circumstances))
    }
    minute.more++
    minute.newest = recordOf({ account }, { ...event, reason: 'many-failures' }, source, circumstances)
  }

  #circumstances(): Circumstances {
    return { realTime: this.#clock.now(), loginTo: this.#loginTo() }
  }

  /** Ends the minutes that are over, or all of them: what was only counted in them is recorded. */
  async sweep({ all = false } = {}): Promise<void> {
    const until = all ? Number.POSITIVE_INFINITY : this.#time.now() - MINUTE_MS
    for (const [key, minute] of this.#minutes) {
      if (minute.since > until && this.#minutes.size <= MAX_MINUTES) break
      this.#minutes.delete(key)
      const { account, newest, more } = minute
      if (newest) await this.#accounts.record(account, { ...newest, facts: { failures: more } })
    }
  }

  /** Drops what is counted for an account that ended. */
  forget(accountId: string): void {
    for (const key of [...this.#minutes.keys()]) if (key.startsWith(`${accountId} `)) this.#minutes.delete(key)
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
