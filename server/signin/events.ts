import { accountTime } from '../account/account.js'
import type { Instant } from '../account/ports.js'
import type { Facts, RequestRecord } from '../account/request-record.js'
import { arnOf, type Principal } from './principal.js'
import type { SignInServices, Source } from './services.js'

/** What happened at the sign-in page, as CloudTrail tells it. */
export interface SignInEvent {
  name: 'ConsoleLogin' | 'SignOut' | 'PasswordUpdated' | 'EmailUpdated' | 'AccountNameUpdated' | 'SwitchRole'
  requestId: string
  outcome: 'success' | 'error'
  /** The private diagnosis. */
  reason?: string
  facts?: Facts
  mfaUsed?: boolean
  result?: Record<string, unknown>
  params?: Record<string, unknown>
}

/** One recorded failure a second from one source in one account: a stranger can't fill an account's store. */
const FAILURE_GRAIN_MS = 1000

export class SignInEvents {
  readonly #services: SignInServices
  readonly #lastFailure = new Map<string, Instant>()

  constructor(services: SignInServices) {
    this.#services = services
  }

  /** `principal` may be an account alone, when no user of that name exists: the name is not told. */
  async record(who: Principal | { account: Principal['account'] }, event: SignInEvent, source: Source): Promise<void> {
    const realTime = this.#services.clock.now()
    const { accountId } = who.account
    if (event.outcome === 'error' && !this.#mayRecord(`${accountId} ${source.sourceIp}`, realTime)) return
    await this.#services.accounts.record({
      accountId,
      requestId: event.requestId,
      time: accountTime(who.account, realTime),
      realTime,
      category: 'sign-in',
      service: 'signin',
      name: event.name,
      readOnly: false,
      principal: principalOf(who, event.mfaUsed),
      sourceIp: source.sourceIp,
      userAgent: source.userAgent,
      region: 'us-east-1',
      params: event.params ?? {},
      result: { ...loginResult(event), ...event.result },
      outcome: event.outcome,
      ...(event.outcome === 'error' ? { errorMessage: 'Failed authentication' } : {}),
      ...(event.reason ? { reason: event.reason } : {}),
      ...(event.facts ? { facts: event.facts } : {}),
    })
  }

  #mayRecord(key: string, now: Instant): boolean {
    const last = this.#lastFailure.get(key)
    if (last !== undefined && now - last < FAILURE_GRAIN_MS) return false
    if (this.#lastFailure.size > 10_000) this.#lastFailure.clear()
    this.#lastFailure.set(key, now)
    return true
  }
}

const loginResult = ({ name, outcome, mfaUsed }: SignInEvent): Record<string, unknown> =>
  name === 'ConsoleLogin'
    ? { ConsoleLogin: outcome === 'success' ? 'Success' : 'Failure', MFAUsed: mfaUsed ? 'Yes' : 'No' }
    : {}

function principalOf(who: Principal | { account: Principal['account'] }, mfaPresent = false): RequestRecord['principal'] {
  if (!('type' in who)) return { type: 'Unknown', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS', mfaPresent }
  return {
    type: who.type,
    arn: arnOf(who),
    userId: who.principalId,
    ...(who.userName === undefined ? {} : { userName: who.userName }),
    mfaPresent,
  }
}
