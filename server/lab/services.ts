import type { Accounts } from '../account/accounts.js'
import type { Clock, Random } from '../account/ports.js'
import type { PasswordHasher } from '../credentials/password-hasher.js'
import type { Course } from '../lessons/course/load-course.js'
import type { Explanations } from '../records/explanations/explanations.js'
import type { Inspections } from '../records/inspections/inspections.js'
import type { Refusals } from '../records/refusals.js'
import type { Operation } from '../runner/operation.js'
import type { Runner } from '../runner/run.js'
import type { EstimateScore } from '../signin/estimate-score.js'
import type { RecoverRoot } from '../signin/recover-root.js'
import type { ProveRoot } from '../signin/root-proof.js'
import type { RawRequest } from '../sigv4/parse.js'
import type { SshHost } from '../ssh/host.js'
import type { DocumentStore } from '../store/documents.js'
import type { InstanceDisks } from '../store/instance-disks.js'
import type { SharedStore } from '../store/shared-store.js'
import type { Answer } from '../wire/protocols/protocol.js'
import type { DeriveKey } from './account-file/file-key.js'
import type { ReadInWorker } from './account-file/open-account-file.js'
import type { Learners } from './learners.js'

/** What a class says about what its learners do in the lab. */
export interface ClassRules {
  /**
   * Runs `make`, which gives a learner one account more. Throws ApiError if they may have none: outside of a class, or when
   * they have as many as a class allows.
   */
  withPlaceForAccount<T>(learner: string, make: () => Promise<T>): Promise<T>
  /** Why a learner may not do this now, in a sentence; undefined if they may, and for anyone who isn't in a class. */
  refuses(of: LabActOf, act: LabAct): Promise<string | undefined>
  /** The step of a lesson at which a learner's class waits. */
  heldAt(learner: string, lesson: string): Promise<string | undefined>
}

export interface LabActOf {
  learner: string
  accountId?: string
  lesson?: string
  step?: string
}

export type LabAct =
  | 'skip'
  | 'hint'
  | 'explain'
  | 'show'
  | 'reset-step'
  | 'start'
  | 'back-to-start'
  | 'reset'
  | 'delete'
  | 'import'
  | 'export'
  | 'new-account'

/** What the lab is given by the composition root. */
export interface LabServices {
  /** If other processes serve the same accounts. */
  shared: SharedStore | undefined
  accounts: Accounts
  documents: DocumentStore
  disks: InstanceDisks
  runner: Runner
  operations: ReadonlyMap<string, Operation>
  refusals: Refusals
  /** A request to the wire, from an address of one's own. */
  send: (request: RawRequest, sourceIp: string) => Promise<Answer>
  inspections: Inspections
  explanations: Explanations
  passwords: PasswordHasher
  clock: Clock
  random: Random
  baseUrl: () => string
  /** The lessons; read when they are asked for. */
  course: () => Course
  learners: Learners
  /** Absent without a classroom. */
  classRules: ClassRules | undefined
  /** Throws ApiError unless the request proves to come from the account's root user. */
  proveRoot: ProveRoot
  recoverRoot: RecoverRoot
  estimateScore: EstimateScore
  /** Reads account files in the worker: the operator's, or those of others. */
  readFile: (lane: 'file' | 'operator') => ReadInWorker
  /** Derives the keys of files that are exported, there as well. */
  deriveKey: (lane: 'file' | 'operator') => DeriveKey
  ssh: SshHost
  /** Where clients log in to instances, at the server's own name; undefined without SSH. */
  sshPort: () => number | undefined
  log: (event: string, details: Record<string, unknown>) => void
}
