import type { Entity } from '../../account/account.js'
import type { Kind } from '../../account/entities.js'
import { accessKeyId, secretAccessKey, type UniqueIdPrefix, uniqueId, uuid } from '../../account/ids.js'
import { newSealingKey } from '../../account/new-account.js'
import type { Instant, Random } from '../../account/ports.js'
import type { Stamp } from '../../account/repository.js'
import type { RequestRecord } from '../../account/request-record.js'
import { Secret } from '../../account/secret.js'
import { newSeed } from '../../credentials/totp.js'
import type { Fixture } from '../../lessons/course/fixture.js'

export interface Wanted {
  accountId: string
  name: string
  email: string
  alias?: string | undefined
  /** How far its clock is ahead of real time in the end. */
  clockOffset: number
}

/** What is in an account, its records without numbers. */
export interface AccountContent {
  entities: { kind: Kind; entity: Entity<Kind> }[]
  records: RequestRecord[]
  stamps: Stamp[]
}

/** An account as a fixture left it, from which any number of others are made. It holds no secret: each of them gets its own. */
export interface Template extends AccountContent {
  accountId: string
  /** When it was played, in real time. The account's clock was at the same time then. */
  playedAt: Instant
}

export interface Templates {
  /** Undefined if accounts of this fixture have to be played one by one. */
  of(fixture: Fixture): Promise<Template | undefined>
}

/** What an account that is made from a template is to be. */
export interface FromTemplate extends Wanted {
  now: Instant
  random: Random
}

type Renewal = (random: Random) => Secret
type Renewed<K extends Kind> = { [M in keyof Entity<K> as Entity<K>[M] extends Secret ? M : never]: Renewal }

/**
 * The kinds of entities that a template can hold, and how their secrets are made anew. Other kinds have numbers and keys
 * that follow from more than the account's ID.
 */
const KINDS: Partial<Record<Kind, Readonly<Record<string, Renewal>>>> = {
  Account: { sealingKey: newSealingKey } satisfies Renewed<'Account'>,
  User: {},
  Group: {},
  Role: {},
  InstanceProfile: {},
  ManagedPolicy: {},
  LoginProfile: {},
  AccountPasswordPolicy: {},
  AccessKey: { secret: (random) => new Secret(secretAccessKey(random)) } satisfies Renewed<'AccessKey'>,
  VirtualMFADevice: { seed: (random) => new Secret(newSeed(random)) } satisfies Renewed<'VirtualMFADevice'>,
}

/** Undefined if accounts like this one have to be played one by one. */
export function templateOf(played: Template): Template | undefined {
  const entities: Template['entities'] = []
  for (const { kind, entity } of played.entities) {
    const renewed = KINDS[kind]
    if (!renewed) return undefined
    const members = Object.entries(entity)
    if (members.some(([member, value]) => value instanceof Secret && !Object.hasOwn(renewed, member))) return undefined
    const bare = members.map(([member, value]) => [member, value instanceof Secret ? new Secret('') : value])
    entities.push({ kind, entity: Object.fromEntries(bare) as unknown as Entity<Kind> })
  }
  return { ...played, entities }
}

/**
 * Another account of the same kind: everything that tells accounts apart is its own, and everything in it is as old as it
 * was in the template.
 */
export function fromTemplate(template: Template, wanted: FromTemplate): AccountContent {
  const { name, email, alias, now, clockOffset, random } = wanted
  const realShift = now - template.playedAt
  const shift = realShift + clockOffset
  const ids = newIds(template, wanted)
  const rewritten = <T>(value: T): T => rewrite(value, ids, shift)
  const entities = template.entities.map(({ kind, entity }) => {
    const own = { ...rewritten(entity), ...freshSecrets(kind, random) }
    if (kind !== 'Account') return { kind, entity: own }
    return { kind, entity: { ...(own as Entity<'Account'>), name, email, clockOffset, ...(alias ? { alias } : {}) } }
  })
  const records = template.records.map((record) => ({
    ...rewritten(record),
    // What the caller sent is no time, however large.
    params: rewrite(record.params, ids, 0),
    realTime: record.realTime + realShift,
    requestId: uuid(random),
  }))
  return { entities, records, stamps: rewritten(template.stamps) }
}

const freshSecrets = (kind: Kind, random: Random): Record<string, Secret> =>
  Object.fromEntries(Object.entries(KINDS[kind] ?? {}).map(([member, renewal]) => [member, renewal(random)]))

/** The member that holds an entity's unique ID. */
const UNIQUE_ID: { [K in Kind]?: keyof Entity<K> & string } = {
  User: 'userId',
  Group: 'groupId',
  Role: 'roleId',
  InstanceProfile: 'instanceProfileId',
  ManagedPolicy: 'policyId',
  AccessKey: 'accessKeyId',
}

/** For each ID of the template, the one that takes its place. */
function newIds(template: Template, { accountId, random }: FromTemplate): ReadonlyMap<string, string> {
  const ids = new Map([[template.accountId, accountId]])
  for (const { kind, entity } of template.entities) {
    const member = UNIQUE_ID[kind]
    const id = member && (entity as unknown as Record<string, string>)[member]
    if (id === undefined) continue
    const prefix = id.slice(0, 4)
    ids.set(id, prefix === 'AKIA' ? accessKeyId(prefix, accountId, random) : uniqueId(prefix as UniqueIdPrefix, random))
  }
  return ids
}

/** All forms of the IDs above. */
const ANY_ID = /\b(?:\d{12}|A[A-Z]{3}[A-Z2-7]{16,17})\b/g
/** Numbers this large are times in milliseconds, from 1973 on. Nothing that is counted in an account gets near. */
const LEAST_INSTANT = 100_000_000_000

function rewrite<T>(value: T, ids: ReadonlyMap<string, string>, shift: number): T
function rewrite(value: unknown, ids: ReadonlyMap<string, string>, shift: number): unknown {
  if (typeof value === 'string') return value.replace(ANY_ID, (id) => ids.get(id) ?? id)
  if (typeof value === 'number') return value >= LEAST_INSTANT ? value + shift : value
  if (Array.isArray(value)) return value.map((one) => rewrite(one, ids, shift))
  if (typeof value !== 'object' || value === null || value instanceof Secret) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rewrite(one, ids, shift)]))
}
