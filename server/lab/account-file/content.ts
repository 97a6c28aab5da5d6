import { z } from 'zod'
import type { Entity } from '../../account/account.js'
import type { Kind } from '../../account/entities.js'
import type { Reason } from '../../account/reasons.js'
import type { Stamp } from '../../account/repository.js'
import type { RequestRecord } from '../../account/request-record.js'
import { Secret } from '../../account/secret.js'
import type { LessonProgress } from '../progress/progress.js'
import { ENTITY_SCHEMAS, instant, text } from './entity-schemas.js'
import { LIMITS } from './limits.js'

const unknowns = z.record(z.string(), z.unknown())

export const recordSchema = z.strictObject({
  accountId: text,
  requestId: text,
  time: instant,
  realTime: instant,
  category: z.enum(['api', 'sign-in', 'ssh', 'metadata']),
  service: text,
  name: text,
  readOnly: z.boolean(),
  principal: z.strictObject({
    type: z.enum(['Root', 'IAMUser', 'AssumedRole', 'FederatedUser', 'WebIdentityUser', 'AWSAccount', 'AWSService', 'Unknown']),
    invokedBy: text.exactOptional(),
    accountId: text.exactOptional(),
    arn: text.exactOptional(),
    userName: text.exactOptional(),
    userId: text.exactOptional(),
    accessKeyId: text.exactOptional(),
    credentialKind: z.enum(['long-term', 'session', 'console', 'role', 'federated']).exactOptional(),
    mfaPresent: z.boolean().exactOptional(),
    sessionCreated: instant.exactOptional(),
    sessionIssuer: z
      .strictObject({ type: z.enum(['Role', 'IAMUser', 'Root']), arn: text, id: text, name: text })
      .exactOptional(),
    sourceIdentity: text.exactOptional(),
    ec2RoleDelivery: z.enum(['1.0', '2.0']).exactOptional(),
    identityProvider: text.exactOptional(),
  }),
  sourceIp: text,
  userAgent: text,
  region: text,
  signedAt: text.exactOptional(),
  params: unknowns,
  result: unknowns.exactOptional(),
  outcome: z.enum(['success', 'error']),
  errorCode: text.exactOptional(),
  errorMessage: text.exactOptional(),
  // What an explanation reads, it reads with care: another version may have written other reasons.
  reason: (text as z.ZodType<string> as z.ZodType<Reason>).exactOptional(),
  facts: z.record(text, z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
  authorization: z.custom<NonNullable<RequestRecord['authorization']>>().exactOptional(),
  /** Absent in files of an earlier version, whose records have no gaps. */
  sequence: z.number().int().min(1).exactOptional(),
}) satisfies z.ZodType<RequestRecord>

export const stampSchema = z.strictObject({
  kind: z.enum(['AccessKey', 'Password', 'Role', 'Service', 'Action']),
  key: text,
  at: instant,
  service: text.exactOptional(),
  region: text.exactOptional(),
}) satisfies z.ZodType<Stamp>

const number = z.number().int().min(0)

export const progressSchema = z.object({
  status: z.enum(['not-started', 'started', 'passed']),
  startedAt: instant.exactOptional(),
  openedAt: instant.exactOptional(),
  again: z.literal(true).exactOptional(),
  anchor: number,
  partnerAnchor: number.exactOptional(),
  steps: z.record(
    text,
    z.object({
      state: z.enum(['locked', 'open', 'passed', 'skipped']),
      anchor: number,
      openedAt: instant.exactOptional(),
      openedRealTime: instant.exactOptional(),
      partnerAnchor: number.exactOptional(),
      again: z.enum(['asked', 'met']).exactOptional(),
      passedAt: instant.exactOptional(),
      skippedAt: instant.exactOptional(),
      event: text.exactOptional(),
      mistakes: z.array(
        z.object({ id: text, at: instant, mended: z.literal(true).exactOptional(), times: number.exactOptional() }),
      ),
      hintsOpened: number,
      hintsAt: z.array(instant).exactOptional(),
      shown: z.literal(true).exactOptional(),
      ticks: z.array(z.boolean()).exactOptional(),
    }),
  ),
  breakIt: z.object({ state: z.enum(['open', 'passed']) }).exactOptional(),
  quiz: z.record(text, z.object({ attempts: number, correct: z.boolean() })),
  snippets: z.record(text, z.object({ findings: z.array(text), times: number.exactOptional() })),
  acts: z.array(text),
  actors: z.record(
    text,
    z.object({
      accessKeyId: text,
      since: instant,
      succeeded: number,
      failed: number,
      calls: z.array(z.object({ at: instant, error: text.exactOptional() })),
    }),
  ),
  spentMs: number,
  revision: number.default(0),
  evaluatedTo: number.exactOptional(),
  partnerEvaluatedTo: number.exactOptional(),
  seenAt: instant.exactOptional(),
  practised: z.array(text).exactOptional(),
  grade: z
    .object({
      points: number,
      of: number,
      passed: z.boolean(),
      at: instant,
      items: z.array(
        z.object({
          id: text,
          title: text,
          points: number,
          of: number,
          event: text.exactOptional(),
          spoiledBy: z.object({ name: text, time: instant }).exactOptional(),
        }),
      ),
      deductions: z.array(z.object({ id: text, title: text, points: z.number() })),
      questions: z.object({ right: number, of: number }),
    })
    .exactOptional(),
}) satisfies z.ZodType<LessonProgress>

export const entitySchema = z.discriminatedUnion(
  'kind',
  Object.entries(ENTITY_SCHEMAS).map(([kind, entity]) => z.strictObject({ kind: z.literal(kind), entity })) as never,
) as unknown as z.ZodType<{ kind: Kind; entity: Entity<Kind> }>

/** What lies in the raw part, in order: its kind, and what tells whether it is whole. */
const rawSchema = z
  .array(
    z.strictObject({
      kind: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
      bytes: z.number().int().min(1).max(LIMITS.raw),
      /** SHA-256, hexadecimal. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  )
  .max(1_000)
export type RawSection = z.infer<typeof rawSchema>[number]

/** What stands beside the lists: few and small. */
export const restSchema = z.strictObject({
  /** The newest record has the number before it. */
  nextSequence: z.number().int().min(1).max(2_000_000_000),
  /** The course's fixture that the account began with. */
  fixture: z.string().min(1).max(200).exactOptional(),
  /** Of a second account: the lesson that has it. */
  lesson: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,99}$/)
    .exactOptional(),
  /** Not in version 1. */
  raw: rawSchema.exactOptional(),
})

/** All of an account: rows, last uses, newest records in order, and progress by lesson. */
export interface Content {
  entities: { kind: Kind; entity: Entity<Kind> }[]
  stamps: Stamp[]
  /** Those without a number have no gaps, and the last of them has the number before `nextSequence`. */
  records: PackedRecords
  nextSequence: number
  progress: Record<string, LessonProgress>
  fixture?: string
  lesson?: string
}

type FileRecord = RequestRecord & { sequence?: number }

/** Records as JSON text: as objects, those of a large file would take four times the memory. Read as often as needed. */
export class PackedRecords implements Iterable<FileRecord> {
  readonly #lists: Uint8Array[] = []
  length = 0

  /** A list of `count` records, as JSON text. */
  add(list: Uint8Array, count: number): void {
    this.#lists.push(list)
    this.length += count
  }

  *[Symbol.iterator](): Generator<FileRecord, void, undefined> {
    for (const list of this.#lists) yield* JSON.parse(Buffer.from(list).toString('utf8')) as FileRecord[]
  }
}

/** An entity out of plain JSON: its secrets are secrets again. */
export const outOfTheClear = (entity: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(entity).map(([name, value]) => [name, isSecret(value) ? new Secret(value.$secret) : value]))

const isSecret = (value: unknown): value is { $secret: string } =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, '$secret')

/** An entity as plain JSON, its secrets in the clear: only for what is sealed next. */
export const inTheClear = (entity: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(entity).map(([name, value]) => [name, value instanceof Secret ? { $secret: value.reveal() } : value]),
  )
