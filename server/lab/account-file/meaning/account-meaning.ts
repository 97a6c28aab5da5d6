import { type EntityKinds, type Kind, SINGLETON } from '../../../account/entities.js'
import { keyOf } from '../../../account/indexes.js'
import type { Stamp } from '../../../account/repository.js'
import type { RequestRecord } from '../../../account/request-record.js'
import type { LessonProgress } from '../../progress/progress.js'
import { damaged } from '../errors.js'
import { MAX_RECORDS, MAX_STAMPS } from '../limits.js'
import * as credentials from './credentials.js'
import * as ec2 from './ec2.js'
import { entityLabel, must, mustHaveHappened } from './findings.js'
import * as instances from './instances.js'
import * as others from './others.js'
import * as principals from './principals.js'
import { Seen } from './seen.js'

const CHECKS: { [K in Kind]: (entity: EntityKinds[K], seen: Seen) => void } = {
  Account: credentials.account,
  User: principals.user,
  Group: principals.group,
  Role: principals.role,
  InstanceProfile: principals.instanceProfile,
  ManagedPolicy: principals.managedPolicy,
  LoginProfile: credentials.loginProfile,
  AccountPasswordPolicy: credentials.passwordPolicy,
  AccessKey: credentials.accessKey,
  VirtualMFADevice: credentials.virtualMfaDevice,
  Passkey: credentials.passkey,
  SigningCertificate: credentials.signingCertificate,
  SSHPublicKey: credentials.sshPublicKey,
  ServiceSpecificCredential: credentials.serviceSpecificCredential,
  ServerCertificate: others.serverCertificate,
  SAMLProvider: others.samlProvider,
  OpenIDConnectProvider: others.oidcProvider,
  CredentialReport: others.credentialReport,
  AccessReport: others.accessReport,
  ServiceLinkedRoleDeletion: others.serviceLinkedRoleDeletion,
  SecurityGroup: ec2.securityGroup,
  FixedResourceTags: ec2.fixedResourceTags,
  KeyPair: ec2.keyPair,
  Instance: instances.instance,
}

const LESSON_ID = /^[a-z0-9][a-z0-9-]{0,99}$/
/** As ids, services, and operations are written; never a line break or a control character. */
const WORD = /^[\x21-\x7e]{1,256}$/

/**
 * Does what stands in a file make an account? An imported account obeys the rules that operations keep: whatever no
 * operation lets in is refused, and named. Looks at one piece after the other; throws ApiError.
 */
export class AccountMeaning {
  readonly #seen: Seen
  #records = 0
  #stamps = 0
  #lastNumber = 0
  #unnumbered = 0
  #lastAnchor = 0

  constructor(accountId: string, now: number) {
    this.#seen = new Seen(accountId, now)
  }

  entity<K extends Kind>(kind: K, entity: EntityKinds[K]): void {
    const key = keyOf(kind, entity)
    this.#seen.id(kind, key, key === SINGLETON ? 'The account' : entityLabel(kind, key))
    CHECKS[kind](entity, this.#seen)
  }

  stamp({ key, at, service, region }: Stamp): void {
    const what = entityLabel('The last use of', key)
    must(key.length >= 1 && key.length <= 512 && WORD_OR_SLASH.test(key), what, 'its key is not valid')
    for (const one of [service, region])
      must(one === undefined || one === '' || WORD.test(one), what, 'its service or region is not valid')
    mustHaveHappened(what, this.#seen.now, { date: at })
    must(++this.#stamps <= MAX_STAMPS, what, 'there are more of them than an account can have')
  }

  /** Records come in order: all with their numbers, or (in files of version 1) all without. */
  record({ sequence, ...record }: RequestRecord & { sequence?: number }): void {
    const what = entityLabel('The record of request', record.requestId)
    must(record.accountId === this.#seen.accountId, what, 'it belongs to another account')
    for (const word of [record.requestId, record.service, record.name]) must(WORD.test(word), what, 'its names are not valid')
    mustHaveHappened(what, this.#seen.now, { time: record.time, 'real time': record.realTime })
    const inOrder = sequence === undefined ? this.#lastNumber === 0 : sequence > this.#lastNumber && this.#unnumbered === 0
    must(inOrder, what, 'its number is out of order')
    if (sequence === undefined) this.#unnumbered++
    else this.#lastNumber = sequence
    must(++this.#records <= MAX_RECORDS, what, `there are more than ${MAX_RECORDS} records`)
  }

  progress(lesson: string, progress: LessonProgress): void {
    const what = entityLabel('Lesson', lesson)
    must(LESSON_ID.test(lesson), what, 'its id is not valid')
    this.#seen.id('lesson', lesson, what)
    const anchors = [progress, ...Object.values(progress.steps)].map(({ anchor }) => anchor)
    this.#lastAnchor = Math.max(this.#lastAnchor, progress.evaluatedTo ?? 0, ...anchors)
  }

  end(nextSequence: number): void {
    if (!this.#seen.has('Account', SINGLETON)) throw damaged()
    const numbered = Math.max(this.#unnumbered, this.#lastNumber) < nextSequence
    must(numbered, 'The records', 'there are more records than numbers that were used')
    must(this.#lastAnchor < nextSequence, 'The lessons', 'they refer to record numbers that were not used yet')
    this.#seen.end()
  }
}

/** A principal's id, a service, and an operation. */
const WORD_OR_SLASH = /^[\w+=,.@:/*-]+$/
