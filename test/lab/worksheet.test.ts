import { describe, expect, it } from 'vitest'
import { Secret } from '../../server/account/secret.js'
import { compare } from '../../server/lab/worksheet/compare.js'
import { textsOf, worksheetOf } from '../../server/lab/worksheet/worksheet.js'
import { sha256Hex, signature, signingKey } from '../../server/wire/sigv4/canonical.js'

const secret = new Secret('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY')
const sheet = worksheetOf('AKIAIOSFODNN7EXAMPLE', '127.0.0.1:4600', '20260131T102030Z')
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
    ['no port', canonical.replace(':4600', ''), ['differs:5:15::', 'host-without-port']],
    ['no host', canonical.replace(/host:.*\n/, '').replace('host;', ''), ['differs:5:1:h', 'host-unsigned']],
  ])('says where a canonical request with %s differs', (_what, text, findings) => {
    expect(compare('canonical-request', sheet, secret, text)).toEqual(findings)
  })

  it('says of a signature which mistake gives it, or that none does', () => {
    expect(compare('signature', sheet, secret, right.toUpperCase())[0]).toMatch(/^signed-otherwise:.*capitals/)
    const bare = signature(Buffer.from(secret.reveal()), toSign).toString('hex')
    expect(compare('signature', sheet, secret, bare)[0]).toMatch(/^signed-otherwise:.*secret itself/)
    expect(compare('signature', sheet, secret, sha256Hex('x'))).toEqual(['signature-differs'])
    expect(compare('signature', sheet, secret, 'abc')).toEqual(['not-a-signature'])
  })
})
