import type { AccountView, Draft, Entity } from '../account/account.js'
import type { Random } from '../account/ports.js'
import { EC2_QUOTA } from '../account/quotas.js'
import { type AwsError, invalidParameterValue, throttling } from '../aws/aws-error.js'
import { ec2Error, invalidParameterCombination, missingParameter } from '../aws/ec2-errors.js'
import type { CreateKeyPairRequest, DeleteKeyPairRequest, ImportKeyPairRequest } from '../aws/model/ec2.types.js'
import { REMOVED } from '../aws/sensitive.js'
import { FairLine } from '../bounds/fair-line.js'
import { fingerprintOfImported } from '../credentials/key-pairs/fingerprints.js'
import { importedKey } from '../credentials/key-pairs/imported-key.js'
import { newKeyPair } from '../credentials/key-pairs/new-key-pair.js'
import { openSshLine, type PublicKey } from '../credentials/key-pairs/public-key.js'
import { type Context, type Need, operation } from '../runner/operation.js'
import { describe } from './describe.js'
import { creating, onResource } from './needs.js'
import { notFound } from './not-found.js'
import { getInRegion, newResourceId } from './regional.js'
import type { Taggable } from './taggable.js'
import { tagLimitExceeded, tagsAtCreation } from './tags.js'
import { checkedText } from './text.js'

/** Of the Base64 that is sent. Source: public replies to private keys that were imported by mistake. */
const MAX_MATERIAL = 2048

/** RSA keys take a few hundred milliseconds of a processor each. */
const MAY_WAIT = 20
const line = new FairLine(MAY_WAIT)

/**
 * Up to 255 ASCII characters without spaces around them. A line break would make two lines of one in authorized_keys.
 * Sources: EC2 API Reference, "CreateKeyPair"; public replies about another parameter of this operation.
 */
export function checkKeyName(name: string): void {
  checkedText('KeyName', name)
  if (name.trim() === name) return
  throw invalidParameterValue('Value for parameter KeyName is invalid. Leading and trailing spaces are not supported.')
}

export const keyPairNamed = (account: AccountView, region: string, name: string): Entity<'KeyPair'> | undefined =>
  account.where('KeyPair', 'name', `${region}/${name}`)[0]

/** Throws InvalidKeyPair.Duplicate, KeyPairLimitExceeded. Sources: public replies; EC2 API Reference, "Error codes". */
function checkRoom(account: AccountView, region: string, name: string): void {
  if (keyPairNamed(account, region, name)) throw ec2Error('InvalidKeyPair.Duplicate', 'The keypair already exists')
  const limit = EC2_QUOTA.KeyPairsPerAccount
  if (account.count('KeyPair') < limit) return
  const message = "You've reached the limit on the number of key pairs that you can have in this AWS Region."
  throw ec2Error('KeyPairLimitExceeded', message, 'quota-key-pairs', { limit })
}

/** Throws TagLimitExceeded. It reads all pairs, so once for a call. */
function checkTagsOfAll(account: AccountView): void {
  const limit = EC2_QUOTA.KeyPairTagsPerAccount
  if (account.ordered('KeyPair').reduce((sum, { tags }) => sum + tags.length, 0) <= limit) return
  throw tagLimitExceeded(limit)
}

/** The condition keys of a key pair that exists, or is tagged when it is made. */
const pairKeys = (keyName: string, keyType: string) => ({ 'ec2:KeyPairName': keyName, 'ec2:KeyPairType': keyType })

type Making = Pick<Context<CreateKeyPairRequest | ImportKeyPairRequest>, 'account' | 'request' | 'input'>

/** CreateTags knows the name and the type of what it tags; the operation itself knows less. */
function making(context: Making, name: string, own: Record<string, string>, tagged: Record<string, string>): Need[] {
  const { KeyName, TagSpecifications } = context.input
  const [make, ...tag] = creating(
    onResource(context, 'key-pair', KeyName, { context: own }),
    name,
    tagsAtCreation(TagSpecifications, 'key-pair'),
  )
  return [...(make ? [make] : []), ...tag.map((need) => ({ ...need, context: { ...need.context, ...tagged } }))]
}

interface Kept {
  keyName: string
  fingerprint: string
  publicKey: PublicKey
  tags: Entity<'KeyPair'>['tags']
}

function keep(context: { account: Draft; request: { region: string }; now: number; random: Random }, kept: Kept) {
  const { account, request, now, random } = context
  checkRoom(account, request.region, kept.keyName)
  const pair: Entity<'KeyPair'> = {
    keyPairId: newResourceId('key', random),
    region: request.region,
    keyName: kept.keyName,
    keyType: kept.publicKey.keyType,
    fingerprint: kept.fingerprint,
    publicKey: openSshLine(kept.publicKey),
    createDate: now,
    tags: kept.tags,
  }
  account.put('KeyPair', pair)
  checkTagsOfAll(account)
  return { KeyName: pair.keyName, KeyFingerprint: pair.fingerprint, KeyPairId: pair.keyPairId, Tags: [...pair.tags] }
}

/**
 * Makes a key pair in the Region: RSA unless ED25519 is asked for, as PEM or for PuTTY. The private half is in this answer
 * and nowhere else afterwards.
 * Limits: 5,000 in all Regions together, 20 that wait to be made.
 * Errors: InvalidKeyPair.Duplicate, KeyPairLimitExceeded, TagLimitExceeded, InvalidParameterValue, RequestLimitExceeded.
 * @differs The limit of AWS is 5,000 in each Region.
 * Source: EC2 API Reference, "CreateKeyPair".
 */
export const CreateKeyPair = operation('ec2', 'CreateKeyPair', {
  check({ input }) {
    checkKeyName(input.KeyName)
    tagsAtCreation(input.TagSpecifications, 'key-pair')
  },
  needs(context) {
    const { KeyName, KeyType = 'rsa' } = context.input
    return making(context, 'CreateKeyPair', { 'ec2:KeyPairType': KeyType }, pairKeys(KeyName, KeyType))
  },
  async prepare({ account, input, request }) {
    const { KeyName, KeyType = 'rsa', KeyFormat = 'pem' } = input
    checkRoom(account, request.region, KeyName)
    const options = { keyType: KeyType, keyFormat: KeyFormat, comment: KeyName }
    const made = line.enter(account.accountId, () => newKeyPair(options))
    if (!made) throw throttling('Rate exceeded', 'key-queue')
    return made
  },
  handle({ prepared, ...context }) {
    const { KeyName, TagSpecifications } = context.input
    const { publicKey, fingerprint, material } = prepared
    const shown = keep(context, {
      keyName: KeyName,
      fingerprint,
      publicKey,
      tags: tagsAtCreation(TagSpecifications, 'key-pair'),
    })
    return { ...shown, KeyMaterial: material.reveal() }
  },
  result: ({ KeyName, KeyFingerprint, KeyPairId }) => ({
    keyName: KeyName,
    keyFingerprint: KeyFingerprint,
    keyPairId: KeyPairId,
    keyMaterial: REMOVED,
  }),
})

/** Throws InvalidParameterValue, InvalidKey.Format. Source of both: public replies. */
function importedMaterial(material: Uint8Array): PublicKey {
  const invalid = (why: string) => invalidParameterValue(`Value for parameter PublicKeyMaterial is invalid. ${why}`)
  if (Math.ceil(material.length / 3) * 4 > MAX_MATERIAL) throw invalid(`Length exceeds maximum of ${MAX_MATERIAL}.`)
  if (material.some((byte) => byte > 127)) throw invalid('Character sets beyond ASCII are not supported.')
  const key = importedKey(Buffer.from(material).toString('latin1'))
  if (key) return key
  throw ec2Error('InvalidKey.Format', 'Key is not in valid OpenSSH public key format')
}

/**
 * Keeps a public key in the Region: RSA of 1,024 to 4,096 bits or ED25519, as OpenSSH's line, DER in Base64, RFC 4716, or
 * PEM. Its comment is dropped.
 * Limits: 5,000 in all Regions together.
 * Errors: InvalidKeyPair.Duplicate, InvalidKey.Format, KeyPairLimitExceeded, TagLimitExceeded, InvalidParameterValue.
 * @differs The event history doesn't show PublicKeyMaterial: it may be a private key by mistake.
 * Source: EC2 API Reference, "ImportKeyPair".
 */
export const ImportKeyPair = operation('ec2', 'ImportKeyPair', {
  check({ input }) {
    checkKeyName(input.KeyName)
    if (input.PublicKeyMaterial.length === 0) throw missingParameter('PublicKeyMaterial')
    tagsAtCreation(input.TagSpecifications, 'key-pair')
  },
  needs: (context) => making(context, 'ImportKeyPair', {}, { 'ec2:KeyPairName': context.input.KeyName }),
  handle(context) {
    const { KeyName, PublicKeyMaterial, TagSpecifications } = context.input
    const publicKey = importedMaterial(PublicKeyMaterial)
    const tags = tagsAtCreation(TagSpecifications, 'key-pair')
    return keep(context, { keyName: KeyName, fingerprint: fingerprintOfImported(publicKey), publicKey, tags })
  },
  result: ({ KeyName, KeyFingerprint, KeyPairId }) => ({
    keyName: KeyName,
    keyFingerprint: KeyFingerprint,
    keyPairId: KeyPairId,
  }),
})

const NOT_FOUND = 'InvalidKeyPair.NotFound'

export const keyPairNotFound = (name: string): AwsError => notFound(NOT_FOUND, 'key pair', [name])
const keyPairIdNotFound = (id: string): AwsError => notFound(NOT_FOUND, 'key pair ID', [id])

/**
 * Lists the key pairs of the Region by name, all at once. Errors: InvalidKeyPair.NotFound, InvalidParameterValue.
 * Source: EC2 API Reference, "DescribeKeyPairs".
 */
export const DescribeKeyPairs = describe('DescribeKeyPairs', {
  member: 'KeyPairs',
  items: ({ account, request }) => ofRegion(account, request.region),
  key: ({ keyPairId }) => keyPairId,
  named: [
    {
      member: 'KeyNames',
      set: 'keyNames',
      of: ({ keyName }) => keyName,
      missing: ([name = '']) => keyPairNotFound(name),
    },
    {
      member: 'KeyPairIds',
      set: 'keyPairIds',
      of: ({ keyPairId }) => keyPairId,
      missing: ([id = '']) => keyPairIdNotFound(id),
    },
  ],
  filters: {
    values: {
      fingerprint: ({ fingerprint }) => fingerprint,
      'key-name': ({ keyName }) => keyName,
      'key-pair-id': ({ keyPairId }) => keyPairId,
    },
    tags: ({ tags }) => tags,
  },
  shown: ({ keyPairId, keyName, keyType, fingerprint, publicKey, createDate, tags }, { input }) => ({
    KeyPairId: keyPairId,
    KeyFingerprint: fingerprint,
    KeyName: keyName,
    KeyType: keyType,
    Tags: [...tags],
    ...(input.IncludePublicKey ? { PublicKey: `${publicKey} ${keyName}` } : {}),
    CreateTime: createDate,
  }),
})

/** The pair that a request names by its name or its id, if there is one in the Region. */
function chosen({ account, input, request }: Pick<Context<DeleteKeyPairRequest>, 'account' | 'input' | 'request'>) {
  const { KeyName = '', KeyPairId } = input
  return KeyPairId ? getInRegion(account, 'KeyPair', request.region, KeyPairId) : keyPairNamed(account, request.region, KeyName)
}

/**
 * Deletes a key pair by its name or its id. One that doesn't exist is no error. Instances keep the key.
 * Errors: MissingParameter, InvalidParameterCombination.
 * Source: EC2 API Reference, "DeleteKeyPair".
 */
export const DeleteKeyPair = operation('ec2', 'DeleteKeyPair', {
  check({ input: { KeyName = '', KeyPairId = '' } }) {
    if (KeyName === '' && KeyPairId === '') throw missingParameter('KeyName')
    if (KeyName === '' || KeyPairId === '') return
    throw invalidParameterCombination("The parameter 'keyPairId' may not be used in combination with 'keyName'")
  },
  needs(context) {
    const { KeyName } = context.input
    const pair = chosen(context)
    if (pair) {
      const { keyName, keyType, tags } = pair
      return onResource(context, 'key-pair', keyName, { tags, context: pairKeys(keyName, keyType) })
    }
    return onResource(context, 'key-pair', KeyName || '*', KeyName ? { context: { 'ec2:KeyPairName': KeyName } } : {})
  },
  handle(context) {
    const pair = chosen(context)
    if (!pair) return { Return: true }
    context.account.delete('KeyPair', pair.keyPairId)
    return { Return: true, KeyPairId: pair.keyPairId }
  },
  result: ({ KeyPairId }) => ({ _return: true, ...(KeyPairId ? { keyPairId: KeyPairId } : {}) }),
})

const ofRegion = (account: AccountView, region: string) => account.ordered('KeyPair').filter((pair) => pair.region === region)

export const keyPairTags: Taggable = {
  type: 'key-pair',
  prefix: 'key',
  all: (account, region) => ofRegion(account, region).map(({ keyPairId: id, tags }) => ({ id, tags })),
  find(account, region, id) {
    const pair = getInRegion(account, 'KeyPair', region, id)
    if (!pair) return undefined
    const { keyName, keyType, tags } = pair
    return { tags, keys: pairKeys(keyName, keyType), put: (draft, given) => draft.put('KeyPair', { ...pair, tags: given }) }
  },
  checkAll: checkTagsOfAll,
  missing: keyPairIdNotFound,
  arnNameOf: (account, region, id) => getInRegion(account, 'KeyPair', region, id)?.keyName,
}

export const keyPairOperations = [CreateKeyPair, ImportKeyPair, DescribeKeyPairs, DeleteKeyPair]
