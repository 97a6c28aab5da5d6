import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Secret } from '../../server/account/secret.js'
import { compare } from '../../server/lab/worksheet/compare.js'
import { textsOf, worksheetOf } from '../../server/lab/worksheet/worksheet.js'
import { passes } from '../../server/lessons/checks/vocabulary.js'
import { Learner } from '../../server/rehearsal/learner.js'
import { openStage, type Stage } from '../../server/rehearsal/stage.js'
import { sha256Hex, signature, signingKey } from '../../server/sigv4/canonical.js'
import { course } from '../support/stage.js'

const secret = new Secret('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY')
const sheet = worksheetOf('alice', 'AKIAIOSFODNN7EXAMPLE', '127.0.0.1:4600', '20260131T102030Z')
const texts = textsOf(sheet)
const canonical = texts['canonical-request'].text
const toSign = texts['string-to-sign'].text
const right = signature(signingKey(secret.reveal(), sheet.scope), toSign).toString('hex')

describe('a signature by hand', () => {
  it('takes the three parts as the server makes them', () => {
    expect(compare('canonical-request', sheet, secret, canonical)).toEqual([])
    expect(compare('string-to-sign', sheet, secret, toSign)).toEqual([])
    expect(compare('signature', sheet, secret, ` ${right}\n`)).toEqual([])
  })

  it.each([
    ['another method', canonical.replace('POST', 'GET'), ['differs:1:1:P']],
    ['no empty line after the headers', canonical.replace('\n\ncontent-type;', '\ncontent-type;'), ['goes-on:7:1']],
    ['a space after the colon', canonical.replace('host:', 'host: '), ['differs:5:6:1']],
    ['a line feed at the end', `${canonical}\n`, ['extra-line:10']],
    ['no hash', canonical.replace(/\n\w+$/, ''), ['missing-line:9']],
    ['the hash of another body', canonical.replace(/\w+$/, sha256Hex('x')), ['hash:9']],
    ['the hash of the body and a line feed', canonical.replace(/\w+$/, sha256Hex(`${sheet.body}\n`)), ['hashed-line-feed:9']],
    ['the body in place of its hash', canonical.replace(/\w+$/, sheet.body), ['not-a-hash:9']],
    ['nothing but the body', sheet.body, ['differs:1:1:P']],
    ['every line indented', canonical.replace(/^/gm, '  '), ['differs:1:1:P']],
    ['no port', canonical.replace(':4600', ''), ['differs:5:15::', 'host-without-port']],
    ['no host', canonical.replace(/host:.*\n/, '').replace('host;', ''), ['differs:5:1:h', 'host-unsigned']],
  ])('says where a canonical request with %s differs', (_what, text, findings) => {
    expect(compare('canonical-request', sheet, secret, text)).toEqual(findings)
  })

  it('says of a signature which mistake gives it, or that none does', () => {
    expect(compare('signature', sheet, secret, right.toUpperCase())[0]).toMatch(/^signed-otherwise:.*uppercase/)
    const bare = signature(Buffer.from(secret.reveal()), toSign).toString('hex')
    expect(compare('signature', sheet, secret, bare)[0]).toMatch(/^signed-otherwise:.*secret itself/)
    expect(compare('signature', sheet, secret, sha256Hex('x'))).toEqual(['signature-differs'])
    expect(compare('signature', sheet, secret, 'abc')).toEqual(['not-a-signature'])
  })
})

describe('a signature computed step by step', () => {
  const { date, region, service } = sheet.scope
  const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()
  const key = signingKey(secret.reveal(), sheet.scope)
  const inHex = [date, region, service, 'aws4_request'].reduce<string>(
    (before, part) => hmac(before, part).toString('hex'),
    `AWS4${secret.reveal()}`,
  )
  const ordered = (...parts: string[]) =>
    parts.reduce<Buffer | string>((before, part) => hmac(before, part), `AWS4${secret.reveal()}`)

  it.each([
    ['the secret itself', secret.reveal(), 'secret-itself'],
    ['the signing key', key.toString('hex'), 'signing-key'],
    ['hexadecimal text as the last key', hmac(key.toString('hex'), toSign).toString('hex'), 'hex-key'],
    ['hexadecimal text as every key', hmac(inHex, toSign).toString('hex'), 'hex-key'],
    ['day and region swapped', hmac(ordered(region, date, service, 'aws4_request'), toSign).toString('hex'), 'scope-order'],
  ])('is recognized with %s', (_what, given, finding) => {
    expect(compare('signature', sheet, secret, given)).toEqual([finding])
  })
})

describe('a request that comes twice', () => {
  let stage: Stage
  let learner: Learner
  beforeAll(async () => {
    stage = await openStage(course)
    learner = await Learner.begin(stage)
    await learner.start('sigv4')
    await learner.call('iam:CreateAccessKey', { UserName: 'alice' }, await learner.keysOf('root'))
  })
  afterAll(() => stage.close())

  const replays = async (): Promise<boolean> => {
    await stage.settled()
    return (await learner.progress('sigv4')).breakIt?.state === 'passed'
  }

  it('is a replay only when its signature is the same', async () => {
    await learner.call('sts:GetCallerIdentity', {}, await learner.keysOf('alice:key'))
    stage.forward(1000)
    await learner.call('sts:GetCallerIdentity', {}, await learner.keysOf('alice:key'))
    expect(await replays()).toBe(false)
  })

  it('is refused once its time is more than 15 minutes ago, and accepted before', async () => {
    stage.forward(16 * 60_000)
    expect(await learner.replay()).toBe(403)
    expect(await replays()).toBe(false)
    await learner.call('sts:GetCallerIdentity', {}, await learner.keysOf('alice:key'))
    stage.forward(14 * 60_000)
    expect(await learner.replay()).toBe(200)
    expect(await replays()).toBe(true)
  })

  it('is told from another one that is too old', () => {
    const call = { signedAt: '20260131T102030Z', name: 'GetUser', service: 'iam', outcome: 'success', params: {} }
    const record = { ...call, principal: { type: 'IAMUser', accessKeyId: 'AKIA1', credentialKind: 'long-term' } }
    const refused = (time: string) => ({
      ...{ reason: 'clock', accessKeyId: 'AKIA1', name: 'GetUser' },
      errorMessage: `Signature expired: ${time} is now earlier than 20260131T103000Z`,
    })
    const late = (time: string) =>
      passes({ replayed: { outcome: 'error' } }, { records: [record], refusals: [refused(time)] } as never)
    expect(late('20260131T102030Z')).toBe(true)
    expect(late('20260131T102031Z')).toBe(false)
  })
})
