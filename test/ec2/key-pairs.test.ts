import { generateKeyPairSync } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { importedKey } from '../../server/credentials/key-pairs/imported-key.js'
import { openSshLine } from '../../server/credentials/key-pairs/public-key.js'
import { newRsaPublicKey } from '../support/certificates.js'
import { refusal } from '../support/refusal.js'
import { publicLineOf } from '../support/ssh-tools.js'
import { World } from '../support/world.js'

interface Pair {
  KeyPairId: string
  KeyName: string
  KeyFingerprint: string
  KeyMaterial?: string
  KeyType?: string
  PublicKey?: string
  Tags?: object[]
}

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

/** ED25519, since RSA takes long to make. */
const create = (KeyName: string, input: object = {}, caller = world.root(), region?: string) =>
  world.call<Pair>('ec2:CreateKeyPair', { KeyName, KeyType: 'ed25519', ...input }, caller, region)
const bytes = (text: string) => new TextEncoder().encode(text)
const importPair = (KeyName: string, text: string = newRsaPublicKey(), input: object = {}, caller = world.root()) =>
  world.call<Pair>('ec2:ImportKeyPair', { KeyName, PublicKeyMaterial: bytes(text), ...input }, caller)
const list = async (input: object = {}, region?: string) =>
  (await world.call<{ KeyPairs: Pair[] }>('ec2:DescribeKeyPairs', { ...input }, world.root(), region)).KeyPairs
const names = async (input: object = {}, region?: string) => (await list(input, region)).map(({ KeyName }) => KeyName)
const tagged = (...tags: [string, string][]) => ({
  TagSpecifications: [{ ResourceType: 'key-pair', Tags: tags.map(([Key, Value]) => ({ Key, Value })) }],
})

/** A user with these statements. */
async function userWith(...statements: object[]) {
  const Statement = statements.map((one) => ({ Effect: 'Allow', Resource: '*', ...one }))
  await world.call('iam:CreateUser', { UserName: 'alice' })
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument })
  return world.user('alice')
}

/** Allowed, or the action and the resource that are denied. */
const decision = async (call: Promise<unknown>): Promise<string> => {
  const told = await refusal(call)
  const [, action = told, resource = ''] = / to perform: (\S+) on resource: (\S+)/.exec(told) ?? []
  return told === 'not refused' ? 'allowed' : `${action} ${resource.split(':').pop()}`
}

describe('CreateKeyPair', () => {
  it('makes RSA as PEM unless something else is asked for', async () => {
    const pair = await world.call<Pair>('ec2:CreateKeyPair', { KeyName: 'laptop' })
    expect(pair).toEqual({
      KeyPairId: expect.stringMatching(/^key-0[0-9a-f]{16}$/),
      KeyName: 'laptop',
      KeyFingerprint: expect.stringMatching(/^([0-9a-f]{2}:){19}[0-9a-f]{2}$/),
      KeyMaterial: expect.stringMatching(/^-----BEGIN RSA PRIVATE KEY-----\n/),
      Tags: [],
    })
    const [shown] = await list({ IncludePublicKey: true })
    expect(shown).toEqual({
      KeyPairId: pair.KeyPairId,
      KeyName: 'laptop',
      KeyFingerprint: pair.KeyFingerprint,
      KeyType: 'rsa',
      PublicKey: `${publicLineOf(pair.KeyMaterial ?? '')} laptop`,
      CreateTime: world.clock.now(),
      Tags: [],
    })
  })

  it.each([
    ['pem', /^-----BEGIN OPENSSH PRIVATE KEY-----\n/],
    ['ppk', /^PuTTY-User-Key-File-2: ssh-ed25519\n/],
  ])('makes ED25519 as %s', async (KeyFormat, head) => {
    const pair = await create('laptop', { KeyFormat })
    expect(pair.KeyMaterial).toMatch(head)
    expect(pair.KeyFingerprint).toMatch(/^[A-Za-z0-9+/]{43}=$/)
  })

  it('refuses a name that the Region has, in the same case', async () => {
    const { KeyPairId } = await create('laptop')
    expect(await refusal(create('laptop'))).toBe('InvalidKeyPair.Duplicate 400: The keypair already exists')
    expect(await refusal(importPair('laptop'))).toBe('InvalidKeyPair.Duplicate 400: The keypair already exists')
    await create('Laptop')
    const other = await create('laptop', {}, world.root(), 'eu-west-1')
    expect(other.KeyPairId).not.toBe(KeyPairId)
    expect(await names()).toEqual(['Laptop', 'laptop'])
    expect(await names({}, 'eu-west-1')).toEqual(['laptop'])
  })

  it.each([
    ['x'.repeat(256), 'Length exceeds maximum of 255.'],
    ['café', 'Character sets beyond ASCII are not supported.'],
    ['one\nssh-rsa two', 'Character sets beyond ASCII are not supported.'],
    [' laptop', 'Leading and trailing spaces are not supported.'],
  ])('refuses the name %j', async (name, why) => {
    const told = `InvalidParameterValue 400: Value for parameter KeyName is invalid. ${why}`
    expect(await refusal(create(name))).toBe(told)
    expect(await refusal(importPair(name))).toBe(told)
  })

  it('takes a name of 255 characters, with all that ASCII has', async () => {
    const name = `a key / of ~ "me" & 'you' <${'x'.repeat(255 - 27)}>`.slice(0, 255)
    expect((await create(name, { KeyFormat: 'ppk' })).KeyName).toBe(name)
    expect(await names({ KeyNames: [name] })).toEqual([name])
  })

  it('is told as AWS tells it: the private half is in the answer alone', async () => {
    const { KeyMaterial = '', KeyPairId, KeyFingerprint } = await create('laptop')
    const record = world.records.find(({ name }) => name === 'CreateKeyPair')
    expect(record?.params).toEqual({ keyName: 'laptop', keyType: 'ed25519' })
    expect(record?.result).toEqual({
      keyName: 'laptop',
      keyFingerprint: KeyFingerprint,
      keyPairId: KeyPairId,
      keyMaterial: '<sensitiveDataRemoved>',
    })
    expect(JSON.stringify([world.records, await list({ IncludePublicKey: true })])).not.toContain(KeyMaterial.slice(60, 90))
  })

  it('makes one after the other, 20 of an account waiting at most', async () => {
    const made = await Promise.allSettled(Array.from({ length: 25 }, (_, n) => create(`key-${n}`)))
    const refused = made.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused.length).toBeGreaterThan(0)
    for (const error of refused) expect(error).toMatchObject({ code: 'Throttling', reason: 'key-queue' })
    expect(await names()).toHaveLength(25 - refused.length)
  })
})

describe('ImportKeyPair', () => {
  it('keeps the public key with the name as its comment', async () => {
    const { publicKey } = generateKeyPairSync('ed25519')
    const key = importedKey(publicKey.export({ type: 'spki', format: 'pem' }).toString())
    if (!key) throw new Error('not read')
    const pair = await importPair('laptop', openSshLine(key, 'me@home'))
    expect(pair).toEqual({
      KeyPairId: expect.stringMatching(/^key-0[0-9a-f]{16}$/),
      KeyName: 'laptop',
      KeyFingerprint: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      Tags: [],
    })
    const [shown] = await list({ IncludePublicKey: true })
    expect(shown).toMatchObject({ KeyType: 'ed25519', PublicKey: openSshLine(key, 'laptop') })
    expect((await importPair('again', openSshLine(key))).KeyFingerprint).toBe(pair.KeyFingerprint)
  })

  it.each([
    ['words', 'this is no key', 'InvalidKey.Format', 'Key is not in valid OpenSSH public key format'],
    ['RSA of 512 bits', newRsaPublicKey(512), 'InvalidKey.Format', 'Key is not in valid OpenSSH public key format'],
    [
      'é',
      'ssh-rsa é',
      'InvalidParameterValue',
      'Value for parameter PublicKeyMaterial is invalid. Character sets beyond ASCII are not supported.',
    ],
    [
      '1,537 bytes',
      'x'.repeat(1537),
      'InvalidParameterValue',
      'Value for parameter PublicKeyMaterial is invalid. Length exceeds maximum of 2048.',
    ],
    ['nothing', '', 'MissingParameter', 'The request must contain the parameter PublicKeyMaterial'],
  ])('refuses %s', async (_what, text, code, message) => {
    expect(await refusal(importPair('laptop', text))).toBe(`${code} 400: ${message}`)
  })

  it('keeps no private key that was sent by mistake on record', async () => {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    expect(await refusal(importPair('laptop', pem))).toContain('InvalidKey.Format')
    await world.accounts.flush(world.accountId)
    const record = world.records.find(({ name }) => name === 'ImportKeyPair')
    expect(record?.params).toEqual({ keyName: 'laptop', publicKeyMaterial: '<sensitiveDataRemoved>' })
    expect(JSON.stringify(world.records)).not.toContain(pem.split('\n')[1])
  })
})

describe('DescribeKeyPairs', () => {
  it('finds pairs by name, id, and filter', async () => {
    const a = await create('dev-a', tagged(['team', 'blue'], ['env', 'dev']))
    const b = await create('dev-b', tagged(['team', 'red']))
    await create('prod')
    expect(await names()).toEqual(['dev-a', 'dev-b', 'prod'])
    expect(await names({ KeyNames: ['prod', 'dev-a'] })).toEqual(['dev-a', 'prod'])
    expect(await names({ KeyPairIds: [b.KeyPairId] })).toEqual(['dev-b'])
    const by = (Name: string, ...Values: string[]) => names({ Filters: [{ Name, Values }] })
    expect(await by('key-name', 'dev-*')).toEqual(['dev-a', 'dev-b'])
    expect(await by('key-name', 'DEV-*')).toEqual([])
    expect(await by('key-pair-id', a.KeyPairId)).toEqual(['dev-a'])
    expect(await by('fingerprint', b.KeyFingerprint)).toEqual(['dev-b'])
    expect(await by('tag-key', 'team')).toEqual(['dev-a', 'dev-b'])
    expect(await by('tag:team', 'blue', 'green')).toEqual(['dev-a'])
    expect((await list({ KeyNames: ['dev-a'] }))[0]?.Tags).toEqual([
      { Key: 'env', Value: 'dev' },
      { Key: 'team', Value: 'blue' },
    ])
  })

  it('refuses names, ids, and filters that there are not', async () => {
    await create('laptop', {}, world.root(), 'eu-west-1')
    expect(await refusal(list({ KeyNames: ['laptop'] }))).toBe(
      "InvalidKeyPair.NotFound 400: The key pair 'laptop' does not exist",
    )
    expect(await refusal(list({ KeyPairIds: ['key-00000000000000000'] }))).toBe(
      "InvalidKeyPair.NotFound 400: The key pair ID 'key-00000000000000000' does not exist",
    )
    expect(await refusal(list({ Filters: [{ Name: 'owner', Values: ['x'] }] }))).toBe(
      "InvalidParameterValue 400: The filter 'owner' is invalid",
    )
  })
})

describe('DeleteKeyPair', () => {
  const remove = (input: object, caller = world.root()) => world.call('ec2:DeleteKeyPair', { ...input }, caller)

  it('deletes by name or by id, and says which', async () => {
    const [a, b] = [await create('a'), await create('b')]
    expect(await remove({ KeyName: 'a' })).toEqual({ Return: true, KeyPairId: a.KeyPairId })
    expect(await remove({ KeyPairId: b.KeyPairId })).toEqual({ Return: true, KeyPairId: b.KeyPairId })
    expect(await names()).toEqual([])
    await create('a')
  })

  it('finds nothing wrong with a pair that does not exist', async () => {
    await create('a', {}, world.root(), 'eu-west-1')
    expect(await remove({ KeyName: 'a' })).toEqual({ Return: true })
    expect(await remove({ KeyPairId: 'key-00000000000000000' })).toEqual({ Return: true })
    expect(await names({}, 'eu-west-1')).toEqual(['a'])
  })

  it('needs a name or an id', async () => {
    for (const input of [{}, { KeyName: '' }]) {
      expect(await refusal(remove(input))).toBe('MissingParameter 400: The request must contain the parameter KeyName')
    }
    const both = { KeyName: 'a', KeyPairId: 'key-00000000000000000' }
    expect(await refusal(remove(both))).toMatch(/^InvalidParameterCombination 400: /)
  })
})

describe('permissions on key pairs', () => {
  it('has the type of the key when one is made', async () => {
    const StringEquals = { 'ec2:KeyPairType': 'ed25519' }
    const alice = await userWith({ Action: 'ec2:CreateKeyPair', Condition: { StringEquals } })
    expect(await decision(create('a', {}, alice))).toBe('allowed')
    expect(await decision(create('b', { KeyType: 'rsa' }, alice))).toBe('ec2:CreateKeyPair key-pair/b')
    expect(await decision(create('b', { KeyType: undefined }, alice))).toBe('ec2:CreateKeyPair key-pair/b')
  })

  it('is on the name of the key pair', async () => {
    const Resource = `arn:aws:ec2:us-east-1:${world.accountId}:key-pair/alice-*`
    const alice = await userWith({ Action: ['ec2:*KeyPair'], Resource })
    expect(await decision(create('alice-1', {}, alice))).toBe('allowed')
    expect(await decision(create('alice-2', {}, alice, 'eu-west-1'))).toBe('ec2:CreateKeyPair key-pair/alice-2')
    expect(await decision(create('bob-1', {}, alice))).toBe('ec2:CreateKeyPair key-pair/bob-1')
    expect(await decision(importPair('bob-1', undefined, {}, alice))).toBe('ec2:ImportKeyPair key-pair/bob-1')
    const { KeyPairId } = await create('bob-1')
    const remove = (input: object) => world.call('ec2:DeleteKeyPair', { ...input }, alice)
    expect(await decision(remove({ KeyPairId }))).toBe('ec2:DeleteKeyPair key-pair/bob-1')
    expect(await decision(remove({ KeyPairId: 'key-00000000000000000' }))).toBe('ec2:DeleteKeyPair key-pair/*')
    expect(await decision(remove({ KeyName: 'alice-1' }))).toBe('allowed')
  })

  it('asks for ec2:CreateTags when a pair is tagged at once', async () => {
    const alice = await userWith(
      { Action: ['ec2:CreateKeyPair', 'ec2:ImportKeyPair'] },
      {
        Action: 'ec2:CreateTags',
        Condition: { StringEquals: { 'ec2:CreateAction': 'CreateKeyPair', 'ec2:KeyPairName': 'a' } },
      },
    )
    expect(await decision(create('a', tagged(['team', 'blue']), alice))).toBe('allowed')
    expect(await decision(create('b', tagged(['team', 'blue']), alice))).toBe('ec2:CreateTags key-pair/b')
    expect(await decision(importPair('c', undefined, tagged(['team', 'blue']), alice))).toBe('ec2:CreateTags key-pair/c')
    expect(await decision(importPair('c', undefined, {}, alice))).toBe('allowed')
  })

  it('has the tags of the request, and of a pair that is deleted', async () => {
    const alice = await userWith(
      {
        Action: ['ec2:CreateKeyPair', 'ec2:CreateTags'],
        Condition: {
          StringEquals: { 'aws:RequestTag/team': 'blue' },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] },
        },
      },
      {
        Action: 'ec2:DeleteKeyPair',
        Condition: {
          StringEquals: { 'aws:ResourceTag/team': 'blue', 'ec2:KeyPairType': 'ed25519' },
          StringLike: { 'ec2:KeyPairName': 'a*' },
        },
      },
    )
    expect(await decision(create('a', tagged(['team', 'blue']), alice))).toBe('allowed')
    expect(await decision(create('b', {}, alice))).toBe('ec2:CreateKeyPair key-pair/b')
    expect(await decision(create('b', tagged(['team', 'blue'], ['env', 'x']), alice))).toBe('ec2:CreateKeyPair key-pair/b')
    await create('a-red', tagged(['team', 'red']))
    const remove = (KeyName: string) => world.call('ec2:DeleteKeyPair', { KeyName }, alice)
    expect(await decision(remove('a-red'))).toBe('ec2:DeleteKeyPair key-pair/a-red')
    expect(await decision(remove('a'))).toBe('allowed')
  })

  it('has the name and the type of a pair that is tagged later', async () => {
    const Condition = { StringEquals: { 'ec2:KeyPairName': 'a', 'ec2:KeyPairType': 'ed25519', 'aws:ResourceTag/team': 'blue' } }
    const alice = await userWith({ Action: ['ec2:CreateTags', 'ec2:DeleteTags'], Condition })
    const [a, b] = [await create('a', tagged(['team', 'blue'])), await create('b', tagged(['team', 'blue']))]
    const tag = (id: string) => world.call('ec2:CreateTags', { Resources: [id], Tags: [{ Key: 'env', Value: 'dev' }] }, alice)
    expect(await decision(tag(a.KeyPairId))).toBe('allowed')
    expect(await decision(tag(b.KeyPairId))).toBe('ec2:CreateTags key-pair/b')
    expect(await names({ Filters: [{ Name: 'tag:env', Values: ['dev'] }] })).toEqual(['a'])
    const gone = { Resources: ['key-00000000000000000'], Tags: [{ Key: 'env', Value: 'dev' }] }
    expect(await refusal(world.call('ec2:CreateTags', gone))).toBe(
      "InvalidKeyPair.NotFound 400: The key pair ID 'key-00000000000000000' does not exist",
    )
  })

  it('is on no resource for a list', async () => {
    const alice = await userWith({ Action: 'ec2:DescribeKeyPairs', Resource: `arn:aws:ec2:*:*:key-pair/*` })
    expect(await refusal(world.call('ec2:DescribeKeyPairs', {}, alice))).toContain(
      'is not authorized to perform: ec2:DescribeKeyPairs',
    )
  })

  it('is tried by DryRun, which makes nothing', async () => {
    const alice = await userWith({ Action: 'ec2:CreateKeyPair' })
    expect(await refusal(create('a', { DryRun: true }, alice))).toMatch(/^DryRunOperation 412: /)
    expect(await refusal(importPair('a', undefined, { DryRun: true }, alice))).toMatch(/^UnauthorizedOperation 403: /)
    expect(await names()).toEqual([])
  })
})
