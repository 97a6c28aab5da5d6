import type { AccountView, Draft } from '../account/account.js'
import type { Caller } from '../account/caller.js'
import type { LastUsed } from '../account/last-used.js'
import type { OpenAccount } from '../account/open-account.js'
import type { Instant, Random } from '../account/ports.js'
import type { NumberedRecord } from '../account/request-record.js'
import type { Operations as CloudTrailOperations } from '../aws/model/cloudtrail.types.js'
import type { Operations as Ec2Operations } from '../aws/model/ec2.types.js'
import type { Operations as IamOperations } from '../aws/model/iam.types.js'
import type { Operations as StsOperations } from '../aws/model/sts.types.js'
import type { Attempt } from '../credentials/attempt.js'
import type { GuessedAt, GuessedFrom } from '../credentials/guesses.js'
import type { PasswordHasher } from '../credentials/password-hasher.js'

interface Services {
  iam: IamOperations
  sts: StsOperations
  cloudtrail: CloudTrailOperations
  ec2: Ec2Operations
}
export type Service = keyof Services
type OperationName<S extends Service> = keyof Services[S] & string
type Io<S extends Service, N extends OperationName<S>> = Services[S][N] extends { input: infer I; output: infer O }
  ? { input: I; output: O }
  : never

/** What is known of a request beside its parameters. */
export interface RequestFacts {
  requestId: string
  sourceIp: string
  userAgent: string
  /** Of the credential scope. */
  region: string
  secureTransport: boolean
  referer?: string
  /** As the signature says it. */
  signedAt?: string
}

export interface Context<I, A extends AccountView = AccountView> {
  account: A
  input: I
  caller: Caller
  /** The account's clock: for everything that ages. */
  now: Instant
  /** For TOTP only. */
  realNow: Instant
  random: Random
  request: RequestFacts
  /** When a key or a password was last used. */
  lastUsed: LastUsed
  /** The guess that the operation declared, counted before it is compared; undefined if it declared none. */
  attempt: Attempt | undefined
}

/** What must be allowed before an operation runs. */
export interface Need {
  /** Defaults to `<service>:<operation>`. */
  action?: string
  /** ARN(s) the statement must match; `*` where the action has no resource type. */
  resource: string
  /** How AccessDenied prints the resource, where that is not the ARN (`user alice`); an empty text: not at all. */
  printed?: string
  /** Condition keys of this request beyond the global ones. */
  context?: Record<string, string | string[]>
}

interface Common<I> {
  /** Throws for parameters that are wrong whatever the account holds: that is told before authorization. */
  check?(context: Context<I>): void
  /** `none`: no permission needed (GetCallerIdentity). Several needs are checked in order. */
  needs: 'none' | ((context: Context<I>) => Need | Need[])
}

/** What `prepare` may ask beside the account: whatever takes time. */
export interface PrepareServices {
  passwords: PasswordHasher
  /** Another account of this server, for roles that trust across accounts. */
  otherAccount(accountId: string): Promise<AccountView | undefined>
  /** The caller's account's records, newest first. */
  newestRecords(query: { before?: number; limit: number }): Promise<NumberedRecord[]>
  /** `SHA256:…` of the SSH host's ED25519 key, as ssh-keygen prints it; undefined without an SSH host. */
  sshHostKeyFingerprint(): Promise<string | undefined>
  /** JSON from an identity provider; undefined where it can't be reached. */
  fetchJson(url: string): Promise<unknown>
}

export interface ReadDefinition<I, O, P> extends Common<I> {
  /** What has to be awaited, before the answer is made. */
  prepare?(context: Context<I> & PrepareServices): Promise<P>
  handle(context: Context<I> & { prepared: P }): O
}

export interface WriteDefinition<I, O, P, S> extends Common<I> {
  /**
   * The secret that this call guesses at; undefined if it compares none. The runner waits for the guess's turn before it
   * opens a draft, so that a wait never blocks an account's writes. If a guess turns out to be needed after all, throw
   * StaleRead. Throttling when the wait would be too long.
   */
  guesses?(context: Context<I>): GuessedAt | undefined
  /**
   * What authentication consumes (a TOTP step): a unit of work of its own, committed before `handle` runs and kept
   * when `handle` refuses.
   */
  spend?(context: Context<I, Draft>): S
  /** Slow work (bcrypt, key generation, QR), before the draft is opened. Not repeated after a version conflict. */
  prepare?(context: Context<I> & PrepareServices & { spent: S }): Promise<P>
  /** Pure over the draft; may run again after a version conflict. */
  handle(context: Context<I, Draft> & { prepared: P; spent: S }): O
  /** Another account that a success is an event of as well. */
  alsoIn?(input: I): string
  /** Facts of the output for the event's responseElements; never a secret. */
  result?(output: O): Record<string, unknown>
}

// biome-ignore lint/suspicious/noExplicitAny: the registry holds operations of every input and output type
type Any = any
export interface Operation {
  service: Service
  name: string
  readOnly: boolean
  check?(context: Context<Any>): void
  needs: Common<Any>['needs']
  guesses?(context: Context<Any>): GuessedAt | undefined
  spend?(context: Context<Any, Draft>): unknown
  prepare?(context: Context<Any> & PrepareServices & { spent: unknown }): Promise<unknown>
  handle(context: Context<Any, Draft> & { prepared: unknown; spent: unknown }): unknown
  alsoIn?(input: Any): string
  result?(output: Any): Record<string, unknown>
}

/** Defines an operation that writes; its types come from the model by its name. */
export function operation<S extends Service, N extends OperationName<S>, P = undefined, T = undefined>(
  service: S,
  name: N,
  definition: WriteDefinition<Io<S, N>['input'], Io<S, N>['output'], P, T>,
): Operation {
  return { service, name, readOnly: false, ...definition } as Operation
}

/** Defines an operation that only reads: it sees the committed account and touches no SQL. */
export function query<S extends Service, N extends OperationName<S>, P = undefined>(
  service: S,
  name: N,
  definition: ReadDefinition<Io<S, N>['input'], Io<S, N>['output'], P>,
): Operation {
  return { service, name, readOnly: true, ...definition } as Operation
}

/** One authenticated request for one operation; `input` has passed the model's constraints. */
export interface Call {
  operation: Operation
  input: Record<string, unknown>
  caller: Caller
  /** The caller's account, if it's open already. */
  opened?: OpenAccount
  request: RequestFacts
  /** For a call that guesses at a secret: the browser that makes it, and when it hangs up. */
  from?: Omit<GuessedFrom, 'sourceIp'>
  /** Asked after a wait. Throws if the caller's credentials are worth nothing any more. */
  stillValid?: () => Promise<unknown>
}
