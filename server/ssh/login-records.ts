import type { Accounts } from '../account/accounts.js'
import type { Clock } from '../account/ports.js'
import type { RequestRecord } from '../account/request-record.js'
import { clipped, MAX_USER_AGENT } from '../bounds/clipped.js'
import type { Inspections } from '../records/inspections/inspections.js'
import { keptLine } from '../records/inspections/kept-line.js'
import type { Refusal, Refusals } from '../records/refusals.js'
import type { LoginInstance } from './instance-directory.js'
import { fingerprintOf } from './key-blob.js'
import type { OpenedLogin, RefusedLogin } from './logins.js'

export interface LoginRecordServices {
  accounts: Accounts
  refusals: Refusals
  inspections: Inspections
  clock: Clock
  newRequestId(): string
}

/** What is known of the client. */
export interface LoginClient {
  address: string
  /** As it says itself: `OpenSSH_9.2p1 Debian-2`. */
  software: string
}

/** How far back a login is looked for, in records of the account. */
const RECORDS_SEARCHED = 500
const SERVICE = 'ssh'
const NAME = 'Login'
/** What ssh says to somebody who isn't let in, whatever the reason is. */
const DENIED = 'Permission denied (publickey)'

/** What a login leaves behind: a record of the account, or a refusal in the ring, since a refusal proves nothing. */
export class LoginRecords {
  readonly #services: LoginRecordServices
  readonly #unfinished = new Set<Promise<void>>()

  constructor(services: LoginRecordServices) {
    this.#services = services
  }

  /** Until the refusals of the logins that have ended are in the ring. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#unfinished)
  }

  async loggedIn({ instance, user, key }: OpenedLogin, client: LoginClient): Promise<void> {
    const { accounts, inspections, clock, newRequestId } = this.#services
    const record: RequestRecord = {
      accountId: instance.accountId,
      requestId: newRequestId(),
      time: instance.now(),
      realTime: clock.now(),
      category: 'ssh',
      service: SERVICE,
      name: NAME,
      readOnly: false,
      principal: { type: 'Unknown', userName: user },
      sourceIp: client.address,
      userAgent: clipped(client.software, MAX_USER_AGENT),
      region: instance.region,
      params: { instanceId: instance.instanceId, user },
      result: { keyFingerprint: fingerprintOf(key.blob) },
      outcome: 'success',
    }
    await accounts.record(instance, record)
    inspections.addLine(keptLine(record))
  }

  refused(login: RefusedLogin, client: LoginClient): Promise<void> {
    const kept = this.#keep(login, client).finally(() => this.#unfinished.delete(kept))
    this.#unfinished.add(kept)
    return kept
  }

  async #keep({ kind, reason, accountId, facts }: RefusedLogin, client: LoginClient): Promise<void> {
    const { accounts, refusals, inspections, clock, newRequestId } = this.#services
    const account = accountId === undefined ? undefined : await accounts.get(accountId)
    const silent = kind === 'silent'
    const refusal: Refusal = {
      ...(accountId === undefined ? {} : { accountId }),
      requestId: newRequestId(),
      realTime: clock.now(),
      sourceIp: client.address,
      userAgent: clipped(client.software, MAX_USER_AGENT),
      service: SERVICE,
      name: NAME,
      errorCode: silent ? 'ConnectionTimedOut' : 'PermissionDenied',
      errorMessage: silent ? 'Connection timed out' : DENIED,
      reason,
      facts,
      ...(account ? { afterSequence: await accounts.repository.lastSequence(account.accountId) } : {}),
    }
    refusals.add(refusal, account)
    if (account) inspections.addLine(keptLine({ ...refusal, accountId: account.accountId }, { errorCode: refusal.errorCode }))
  }

  /** The newest login to an instance, on its account's clock; undefined if there was none, or long ago. */
  async newest({ accountId, instanceId }: LoginInstance): Promise<{ time: number; address: string } | undefined> {
    const records = await this.#services.accounts.repository.newestRecords(accountId, { limit: RECORDS_SEARCHED })
    const login = records.find(({ category, params }) => category === 'ssh' && params.instanceId === instanceId)
    return login && { time: login.time, address: login.sourceIp }
  }
}
