import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { AccountView, Entity } from '../../account/account.js'
import { roleNamed } from '../../account/named.js'
import type { NumberedRecord } from '../../account/request-record.js'
import { stateOf } from '../../ec2/instances/lifecycle.js'
import { startsLinkPreview } from '../../ec2/instances/user-data.js'
import { check, type Matcher, matcher, matches } from './check.js'

const KEY_PAIR_EVENTS = ['CreateKeyPair', 'ImportKeyPair', 'DeleteKeyPair']
const PROFILE_EVENTS = [
  'RunInstances',
  'AssociateIamInstanceProfile',
  'ReplaceIamInstanceProfileAssociation',
  'DisassociateIamInstanceProfile',
  'AddRoleToInstanceProfile',
  'RemoveRoleFromInstanceProfile',
  'TerminateInstances',
]

/** The operation that brings a key pair into the account. */
const ORIGINS = { created: 'CreateKeyPair', imported: 'ImportKeyPair' } as const

/** A key pair is in some Region; `origin`: it was made so since the anchor. */
export const keyPair = check({
  parameters: z.strictObject({
    name: matcher.exactOptional(),
    type: z.enum(['rsa', 'ed25519']).exactOptional(),
    origin: z.enum(['created', 'imported']).exactOptional(),
    exists: z.boolean().exactOptional(),
  }),
  names: KEY_PAIR_EVENTS,
  passes: ({ account, records }, { name, type, origin, exists = true }) => {
    const found = account
      .ordered('KeyPair')
      .some(
        ({ keyName, keyType, keyPairId }) =>
          matches(keyName, name) &&
          matches(keyType, type) &&
          (origin === undefined || records.some((record) => makes(record, keyPairId, ORIGINS[origin]))),
      )
    return found === exists
  },
})

const makes = ({ name, outcome, result }: NumberedRecord, keyPairId: string, operation: string): boolean =>
  name === operation && outcome === 'success' && result?.keyPairId === keyPairId

/** Which instances: the name of the key pair that they were launched with, or their tag `Name`. */
const which = { keyName: matcher.exactOptional(), name: matcher.exactOptional() }
interface Which {
  keyName?: Matcher
  name?: Matcher
}

const isWanted = ({ keyName, tags }: Entity<'Instance'>, wanted: Which): boolean =>
  matches(keyName, wanted.keyName) && matches(tags.find(({ Key }) => Key === 'Name')?.Value, wanted.name)

/**
 * There is an instance in this state on the account's clock. One that is gone has none. `page`: it serves the page of link
 * previews.
 */
export const instanceState = check({
  parameters: z.strictObject({
    ...which,
    state: matcher,
    tokens: z.enum(['optional', 'required']).exactOptional(),
    page: z.boolean().exactOptional(),
  }),
  // The state follows from the time.
  names: ['*'],
  passes: ({ account, now }, { state, tokens, page, ...wanted }) =>
    account
      .ordered('Instance')
      .some(
        (instance) =>
          isWanted(instance, wanted) &&
          matches(stateOf(instance, now), state) &&
          (tokens === undefined || instance.metadataOptions.httpTokens === tokens) &&
          (page === undefined || startsLinkPreview(instance.userData) === page),
      ),
})

/** An instance has a profile with this role in it. A profile that was deleted gives none. */
export const instanceProfile = check({
  parameters: z.strictObject({ ...which, role: z.string(), is: z.boolean().exactOptional() }),
  names: PROFILE_EVENTS,
  passes: ({ account }, { role: roleName, is = true, ...wanted }) => {
    const role = roleNamed(account, roleName)
    const found = account.ordered('Instance').some((instance) => {
      const { instanceProfileId = '' } = instance.profile ?? {}
      const roleId = account.get('InstanceProfile', instanceProfileId)?.roleId
      return isWanted(instance, wanted) && roleId !== undefined && roleId === role?.roleId
    })
    return found === is
  },
})

/**
 * Somebody logged in to an instance, or (`refused`) was not let in, for this reason; `key`: with the one of its launch, or
 * with another. See the reasons that begin with `ssh-` in server/account/reasons.ts.
 */
export const sshLogin = check({
  parameters: z.strictObject({
    ...which,
    user: matcher.exactOptional(),
    key: z.enum(['launch', 'other']).exactOptional(),
    outcome: z.enum(['success', 'refused']).exactOptional(),
    reason: matcher.exactOptional(),
  }),
  history: true,
  names: ['Login'],
  passes: ({ account, records, refusals }, { user, key, outcome = 'success', reason, ...wanted }) => {
    const isOf = (instanceId: unknown) => {
      const instance = account.get('Instance', String(instanceId))
      return instance !== undefined && isWanted(instance, wanted)
    }
    if (outcome === 'refused') {
      return refusals.some(
        (refusal) =>
          refusal.service === SSH &&
          matches(refusal.reason, reason) &&
          matches(refusal.facts?.user, user) &&
          isKey(account, key, refusal.facts?.instanceId, refusal.facts?.offered) &&
          (Object.keys(wanted).length === 0 || isOf(refusal.facts?.instanceId)),
      )
    }
    return records.some(
      (record) =>
        record.category === SSH &&
        record.outcome === 'success' &&
        matches(record.params.user, user) &&
        isOf(record.params.instanceId) &&
        isKey(account, key, record.params.instanceId, record.result?.keyFingerprint),
    )
  },
})

const SSH = 'ssh'

/** Is a login's key the one that its instance got at its launch, or another one? `fingerprint`: as ssh-keygen prints it. */
function isKey(account: AccountView, key: 'launch' | 'other' | undefined, instanceId: unknown, fingerprint: unknown): boolean {
  if (key === undefined) return true
  const { publicKey = '' } = account.get('Instance', String(instanceId)) ?? {}
  const bytes = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64')
  const hash = createHash('sha256').update(bytes).digest('base64').replace(/=+$/, '')
  const isLaunch = bytes.length > 0 && fingerprint === `SHA256:${hash}`
  return typeof fingerprint === 'string' && isLaunch === (key === 'launch')
}

/**
 * Somebody on an instance read its metadata service with curl, or had the instance's page read it. `path` is as it was
 * recorded: `…` stands for a name that the service doesn't have. `token`: the request showed one.
 */
export const metadataRead = check({
  parameters: z.strictObject({
    ...which,
    path: matcher.exactOptional(),
    method: matcher.exactOptional(),
    version: z.union([z.literal(1), z.literal(2)]).exactOptional(),
    token: z.boolean().exactOptional(),
    via: z.enum(['page', 'curl']).exactOptional(),
    status: matcher.exactOptional(),
  }),
  history: true,
  names: ['MetadataRead'],
  passes: ({ account, records }, { path, method, version, token, via, status, ...wanted }) =>
    records.some(({ category, params, result }) => {
      if (category !== 'metadata') return false
      const instance = account.get('Instance', String(params.instanceId))
      return (
        instance !== undefined &&
        isWanted(instance, wanted) &&
        matches(params.path, path) &&
        matches(params.method, method) &&
        matches(params.version, version) &&
        matches(params.token, token) &&
        matches(params.via, via) &&
        matches(result?.status, status)
      )
    }),
})
