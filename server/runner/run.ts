import { type Account, type AccountView, accountTime, isSameAccount } from '../account/account.js'
import { AccountGone, type Accounts } from '../account/accounts.js'
import type { LastUsed } from '../account/last-used.js'
import type { OpenAccount } from '../account/open-account.js'
import type { Clock, Instant, Random } from '../account/ports.js'
import type { RequestRecord } from '../account/request-record.js'
import type { Authorized } from '../authorization/considered.js'
import { AwsError, invalidClientTokenId, throttling } from '../aws/aws-error.js'
import { dryRunOperation } from '../aws/ec2-errors.js'
import { clipped, MAX_USER_AGENT } from '../bounds/clipped.js'
import { Attempt } from '../credentials/attempt.js'
import { GaveUpWaiting, TooManyGuesses } from '../credentials/guess-limit.js'
import type { Guesses } from '../credentials/guesses.js'
import { type PasswordHasher, passwordsFor } from '../credentials/password-hasher.js'
import { authorize } from './authorize.js'
import { usesOf } from './last-access.js'
import type { Call, Context, PrepareServices } from './operation.js'
import { withLabel, withoutLabel } from './own-markers.js'
import { recordedPrincipal } from './recorded-principal.js'
import { redact } from './redact.js'
import { StaleRead } from './stale-read.js'

const MAX_ATTEMPTS = 3
/** AWS's validation echoes values, which may be whole documents. */
const MAX_MESSAGE = 1000

export interface RunnerServices {
  accounts: Accounts
  clock: Clock
  random: Random
  passwords: PasswordHasher
  guesses: Guesses
  fetchJson: PrepareServices['fetchJson']
  sshHostKeyFingerprint: PrepareServices['sshHostKeyFingerprint']
}

/**
 * Everything around an operation, once: authorise, wait for a guess's turn, spend, prepare, handle over a draft, commit with the record.
 * Throws AwsError; every call, refused or not, leaves exactly one record.
 */
export class Runner {
  readonly #services: RunnerServices

  constructor(services: RunnerServices) {
    this.#services = services
  }

  /** The same over other accounts: those that are played aside. */
  over(accounts: Accounts): Runner {
    return new Runner({ ...this.#services, accounts })
  }

  async run(call: Call): Promise<unknown> {
    const opened = await this.#opened(call)
    // Whoever signed for an account that was deleted, reset or replaced meanwhile did not sign for this one.
    if (!opened) throw invalidClientTokenId('account-gone')
    const { account, lastUsed } = opened
    const { operation } = call
    let recorded = false
    try {
      const seen = operation.service === 'iam' ? opened.seeUses() : undefined
      if (seen) await seen
      const context = this.#context(call, account, lastUsed)
      for (const use of usesOf(call, context.now, lastUsed)) opened.use(use)
      operation.check?.(context)
      const decision = await authorize(context, operation)
      if (isDryRun(call)) throw dryRunOperation()
      if (operation.readOnly) {
        const input = withoutLabel(operation, call.input)
        const prepared = operation.prepare && (await this.#prepare({ ...call, input }, account, lastUsed))
        // A context made anew costs more than a short operation.
        const given = input === call.input && prepared === undefined ? context : { ...context, input, prepared }
        const output = withLabel(operation, operation.handle(given as never))
        opened.record(this.#success(call, account, output, decision))
        return output
      }
      const output = await this.#write(call, opened, (result) => {
        recorded = true
        return [this.#success(call, account, result, decision)]
      })
      if (operation.alsoIn) await this.#share(call, account, output)
      // On record before anybody uses what it gave, perhaps at another process.
      if (operation.service === 'sts') await this.#services.accounts.recordForOthers(account.accountId)
      return output
    } catch (thrown) {
      const error = thrown instanceof AccountGone ? invalidClientTokenId('account-gone') : thrown
      // The record of a success is in the unit of work; when that fails, the refusal is what is left to record. Whoever
      // did not sign proves nothing about the account they name: the wire keeps such refusals apart.
      const kept = call.caller.type !== 'Anonymous' && (!recorded || error instanceof AwsError)
      if (kept) opened.record(this.#refusal(call, account, error))
      throw error
    }
  }

  /** Records a call whose parameters break a constraint; they are not kept: any could be anything. */
  async refuse(call: Call, error: AwsError): Promise<void> {
    const opened = await this.#opened(call)
    opened?.record(this.#refusal(call, opened.account, error))
  }

  /** The account that the caller signed for; undefined if it is gone. */
  async #opened({ opened, caller }: Call): Promise<OpenAccount | undefined> {
    const open = opened ?? (await this.#services.accounts.open(caller.accountId))
    return open && !open.ended && isSameAccount(open.account, caller) ? open : undefined
  }

  async #write(call: Call, opened: OpenAccount, success: (output: unknown) => RequestRecord[]): Promise<unknown> {
    const { operation } = call
    const { account, lastUsed } = opened
    let spent: { value: unknown } | undefined
    for (let tried = 1; ; tried++) {
      // A code that was spent stays spent: only what comes after it is done again.
      const attempt = spent ? undefined : await this.#attempt(call, account, lastUsed)
      try {
        const { spend } = operation
        if (spend && !spent) {
          const value = await opened.write(account, (draft) => spend(this.#context(call, draft, lastUsed, attempt)))
          spent = { value }
        }
        const prepared = operation.prepare && (await this.#prepare(call, account, lastUsed, attempt, spent?.value))
        return await opened.write(
          account,
          (draft) => operation.handle({ ...this.#context(call, draft, lastUsed, attempt), prepared, spent: spent?.value }),
          success,
        )
      } catch (error) {
        if (!(error instanceof StaleRead) || tried === MAX_ATTEMPTS) throw error
      } finally {
        await attempt?.settle()
      }
    }
  }

  /** Waits for the turn of what this call guesses at. A wait is long enough for the caller to lose what they had. */
  async #attempt(call: Call, account: Account, lastUsed: LastUsed): Promise<Attempt | undefined> {
    const { operation, request, from, stillValid } = call
    const at = operation.guesses?.(this.#context(call, account, lastUsed))
    if (!at) return undefined
    const guess = await this.#services.guesses.begin({ sourceIp: request.sourceIp, ...from }, at).catch(throttled)
    try {
      const now = await this.#services.accounts.get(account.accountId)
      if (!now || !isSameAccount(now, account)) throw invalidClientTokenId('account-gone')
      await stillValid?.()
      authorize(this.#context(call, now, lastUsed), operation)
    } catch (error) {
      await guess.withdraw()
      throw error
    }
    return new Attempt(guess)
  }

  #prepare(call: Call, account: Account, lastUsed: LastUsed, attempt?: Attempt, spent?: unknown): Promise<unknown> | undefined {
    const { accounts, passwords, fetchJson, sshHostKeyFingerprint } = this.#services
    const { accountId } = account
    const services: PrepareServices = {
      passwords: passwordsFor(passwords, ['account', accountId]),
      fetchJson,
      sshHostKeyFingerprint,
      otherAccount: (id) => accounts.get(id),
      async newestRecords(query) {
        if (query.before === undefined) await accounts.written(accountId)
        return accounts.repository.newestRecords(accountId, query)
      },
    }
    return call.operation.prepare?.({ ...this.#context(call, account, lastUsed, attempt), ...services, spent })
  }

  #context<A extends AccountView>(call: Call, account: A, lastUsed: LastUsed, attempt?: Attempt): Context<never, A> {
    const realNow = this.#services.clock.now()
    return {
      account,
      input: call.input as never,
      caller: call.caller,
      now: accountTime(account, realNow),
      realNow,
      random: this.#services.random,
      request: call.request,
      lastUsed,
      attempt,
    }
  }

  #success(call: Call, account: AccountView, output: unknown, authorization?: Authorized): RequestRecord {
    const record = this.#recordOf(call, account, 'success')
    const result = call.operation.result?.(output)
    if (result) record.result = result
    if (authorization) record.authorization = authorization
    return record
  }

  /** The same event in the other account that it is about: who called is told by account and id alone. */
  async #share(call: Call, account: AccountView, output: unknown): Promise<void> {
    const { accounts } = this.#services
    const accountId = call.operation.alsoIn?.(call.input)
    if (accountId === undefined || accountId === account.accountId) return
    const other = await accounts.get(accountId)
    if (!other) return
    const record = this.#success(call, account, output)
    await accounts.record(other, {
      ...record,
      accountId,
      time: accountTime(other, record.realTime),
      principal: { type: 'AWSAccount', accountId: account.accountId, userId: call.caller.userId },
    })
    // On record before anybody uses what it gave. What can't be written now is written later.
    await accounts.flush(accountId).catch(() => undefined)
  }

  #refusal(call: Call, account: AccountView, error: unknown): RequestRecord {
    const record = this.#recordOf(call, account, 'error')
    if (!(error instanceof AwsError)) return { ...record, errorCode: 'ServiceFailure' }
    const { code, message, reason, authorization, facts } = error
    return {
      ...record,
      errorCode: code,
      errorMessage: clipped(message, MAX_MESSAGE),
      ...(reason ? { reason } : {}),
      ...(facts ? { facts } : {}),
      ...(authorization ? { authorization } : {}),
    }
  }

  /** Of every call there is one: members are assigned, since a spread costs more than the record. */
  #recordOf(call: Call, account: AccountView, outcome: RequestRecord['outcome']): RequestRecord {
    const { operation, input, caller, request } = call
    const realTime: Instant = this.#services.clock.now()
    const record: RequestRecord = {
      accountId: account.accountId,
      requestId: request.requestId,
      time: accountTime(account, realTime),
      realTime,
      category: 'api',
      service: operation.service,
      name: operation.name,
      readOnly: operation.readOnly,
      principal: recordedPrincipal(account, caller),
      sourceIp: request.sourceIp,
      userAgent: clipped(request.userAgent, MAX_USER_AGENT),
      region: request.region,
      params: redact(operation, input),
      outcome,
    }
    if (request.signedAt) record.signedAt = request.signedAt
    return record
  }
}

/** EC2 only. Source: EC2 API Reference, "Common query parameters". */
const isDryRun = ({ operation, input }: Call): boolean => operation.service === 'ec2' && input.DryRun === true

/** A guess that was not looked at, in AWS's words. */
function throttled(error: unknown): never {
  if (error instanceof TooManyGuesses) throw throttling('Rate exceeded', 'too-many-guesses', { seconds: error.seconds })
  if (error instanceof GaveUpWaiting) throw throttling('Rate exceeded', 'gave-up-waiting')
  throw error
}
