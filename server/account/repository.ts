import type { AccountRef, Change, DirectoryEntry } from './account.js'
import type { Instant } from './ports.js'
import type { NumberedRecord, RequestRecord } from './request-record.js'

/** An account's rows as they stand on disk. */
export interface Snapshot extends AccountRef {
  version: number
  changes: Change[]
  stamps: Stamp[]
}

/** When something was last used. Outside the version: stamps merge by maximum and never cause a reload. */
export interface Stamp {
  /**
   * `AccessKey` by key id; `Password` by user id (or account id for root's); `Role` by role id; `Service` by
   * `<principal id>/<service>`; `Action` by `<principal id>/<service>:<operation>`.
   */
  kind: 'AccessKey' | 'Password' | 'Role' | 'Service' | 'Action'
  key: string
  at: Instant
  service?: string
  region?: string
}

/** A small JSON document that belongs to an account and goes with it: who owns it, progress in lessons. */
export interface AccountDocument {
  collection: string
  id: string
  body: unknown
}

export interface Commit {
  accountId: string
  /** The version the draft was made from; 0 creates the account. */
  baseVersion: number
  changes: Change[]
  claims: DirectoryEntry[]
  releases: DirectoryEntry[]
  /** In order; numbered in the same transaction. */
  records: RequestRecord[]
  /** New accounts that come into being with it. */
  adopts?: readonly Adoption[]
}

/** Rows that changed, and where the account is with them. */
export interface Newer {
  version: number
  incarnation: string
  changes: Change[]
}

/** Whose turn a process waits for. */
export interface Turn {
  accountId: string
  /** The version that it has. */
  version: number
  /** New accounts come into being with it. */
  withAccounts: boolean
}

/** What was made to be written, and what became of it. */
export interface Tried<M> {
  made: M
  /** Undefined: there was nothing to write. */
  outcome: CommitResult | undefined
}

export type CommitResult =
  | { status: 'committed'; version: number; firstSequence: number }
  /** Somebody else wrote the account (or it is gone): reload and run the operation again. */
  | { status: 'conflict' }
  /** Another account holds this name. */
  | { status: 'taken'; entry: DirectoryEntry }

/** A whole account that was made elsewhere: imported, played aside, or as new. */
export interface Adoption {
  accountId: string
  /** The incarnation of the account that goes in the same transaction, with its documents. Absent: none has this id. */
  replaces?: string | undefined
  changes: Change[]
  claims: DirectoryEntry[]
  /** The newest, in order; those without a number get the last ones before `nextSequence`. */
  records: Iterable<RequestRecord & { sequence?: number }> & { readonly length: number }
  nextSequence: number
  stamps: Stamp[]
  documents: readonly AccountDocument[]
  /** Of its instances. One that isn't here begins as at its launch. */
  disks?: readonly AdoptedDisk[]
}

/** The files of an instance, and the bytes of the public keys that open it. */
export interface AdoptedDisk {
  instanceId: string
  body: string
  keys: readonly Uint8Array[]
}

/** What happens to other accounts in the same transaction: those that belong to this one come, change, and go with it. */
export interface Along {
  adopts: readonly Adoption[]
  removes: readonly AccountRef[]
}

export type AdoptionResult =
  | { status: 'adopted' }
  /** The account that was to be replaced is gone. */
  | { status: 'gone' }
  /** There is such an account, and it was not to be replaced. */
  | { status: 'exists' }
  /** Another account holds this name. */
  | { status: 'taken'; entry: DirectoryEntry }

/** How far an account has come on disk. */
export interface Head extends AccountRef {
  version: number
  /** The number of its newest record. */
  last: number
}

/** What is asked of an account's records. */
export interface RecordsAfter extends Pick<Head, 'accountId' | 'last'> {
  /** Exclusive. */
  after: number
}

/**
 * The connection broke after COMMIT was sent, and the database didn't come back in time to be asked. Throws what the store
 * throws while the database is away.
 */
export class InDoubt extends Error {
  override readonly name = 'InDoubt'
  constructor(
    readonly tookPlace: () => Promise<boolean>,
    options?: ErrorOptions,
  ) {
    super('The database stopped answering while a change was being saved.', options)
  }
}

/** Where accounts live. Acknowledged means durable against a killed process. */
export interface AccountRepository {
  load(accountId: string): Promise<Snapshot | undefined>
  /** The account's version and incarnation on disk, or undefined when it is gone: one indexed read. */
  version(accountId: string): Promise<{ version: number; incarnation: string } | undefined>
  /** Rows newer than `version`, deleted ones included as `entity: null`. */
  changesSince(accountId: string, version: number): Promise<Newer | undefined>
  commit(commit: Commit): Promise<CommitResult>
  /**
   * The same while no other process can write the account: `make` gets what is newer than the turn's version, undefined
   * if the account is gone. Whoever waits longest is next. Throws what `make` throws. Only where processes share a database.
   */
  commitInTurn?:
    | (<M extends { commit: Commit | undefined }>(turn: Turn, make: (newer: Newer | undefined) => M) => Promise<Tried<M>>)
    | undefined
  /** Takes accounts with all that is their own, directory entries and documents included. */
  remove(...accounts: AccountRef[]): Promise<void>
  adopt(adoption: Adoption, along?: Along): Promise<AdoptionResult>
  /** Which account holds this name. */
  find(entry: DirectoryEntry): Promise<string | undefined>
  list(): Promise<string[]>

  /** Appends records outside a unit of work (reading calls); returns the first sequence number, or 0 if the account is gone. */
  appendRecords(of: AccountRef, records: RequestRecord[]): Promise<number>
  /** In ascending order of sequence, from `after` (exclusive), at most `limit`. */
  records(accountId: string, query: { after?: number; limit: number }): Promise<NumberedRecord[]>
  /** The newest first, those before `before` (exclusive; all where it is absent), at most `limit`. */
  newestRecords(accountId: string, query: { before?: number; limit: number }): Promise<NumberedRecord[]>
  /**
   * Of several accounts, in no order: the records after a number that are among an account's newest `newest`, and those of
   * failed requests that are among its newest `failed`.
   */
  recordsOfAll(asked: readonly RecordsAfter[], query: { newest: number; failed: number }): Promise<NumberedRecord[]>
  /** The record of a request that failed, whosever it is: its `accountId` tells. */
  failureOf(requestId: string): Promise<NumberedRecord | undefined>
  lastSequence(accountId: string): Promise<number>
  /** How these accounts stand on disk, in one statement; those that are gone are left out. */
  heads(accountIds: readonly string[]): Promise<Head[]>
  /** Drops the records of all accounts that are older than `before` (real time). That they are not too many is seen to as they are written. */
  pruneRecords(before: Instant): Promise<void>
  /** The account's stamps from `at` on (the account's clock), whoever wrote them. */
  stampsSince(accountId: string, at: Instant): Promise<Stamp[]>
  /** Does nothing if the account is gone. */
  mergeStamps(of: AccountRef, stamps: Stamp[]): Promise<void>
  close(): Promise<void>
}
