import { verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fields } from '../../../client/devices/terminal/ssh/fields.js'
import { type PrivateKey, readPrivateKey } from '../../../client/devices/terminal/ssh/private-key.js'
import { type SignatureAlgorithm, signature } from '../../../client/devices/terminal/ssh/sign.js'
import { newKeyPair } from '../../../server/credentials/key-pairs/new-key-pair.js'
import { keyObjectOf } from '../../../server/credentials/key-pairs/public-key.js'
import { inShell, publicLineOf } from '../../support/ssh-tools.js'

/** Throws where it can't be read. */
function keyIn(text: string): PrivateKey {
  const key = readPrivateKey(text)
  if (typeof key === 'string') throw new Error(key)
  return key
}

const byEc2 = async (keyType: 'rsa' | 'ed25519') =>
  (await newKeyPair({ keyType, keyFormat: 'pem', comment: 'mine' })).material.reveal()
const bySshKeygen = (options: string, passphrase = ''): string =>
  `${inShell('', `rm $KEY; ssh-keygen -q ${options} -N '${passphrase}' -C 'me at home' -f $KEY && cat $KEY`)}\n`

const FORMS: readonly [string, () => Promise<string>][] = [
  ['RSA by EC2', () => byEc2('rsa')],
  ['ED25519 by EC2', () => byEc2('ed25519')],
  ['RSA of 3,072 bits by ssh-keygen', async () => bySshKeygen('-t rsa -b 3072')],
  ['RSA of 1,024 bits by ssh-keygen, as PEM', async () => bySshKeygen('-t rsa -b 1024 -m PEM')],
  ['ED25519 by ssh-keygen', async () => bySshKeygen('-t ed25519')],
]

/** Does Node find the signature right? */
function isRight(key: PrivateKey, data: Uint8Array, signed: Uint8Array): boolean {
  const fields = new Fields(signed)
  const hash = { 'rsa-sha2-256': 'sha256', 'rsa-sha2-512': 'sha512' }[fields.text()] ?? null
  return verify(hash, data, keyObjectOf(Buffer.from(key.publicBlob)), fields.field())
}

describe.each(FORMS)('a private key in a file: %s', (_name, made) => {
  it('has the public half that ssh-keygen finds', async () => {
    const text = await made()
    const { type, publicBlob, comment } = keyIn(text)
    const line = [type, Buffer.from(publicBlob).toString('base64'), ...(comment === '' ? [] : [comment])].join(' ')
    expect(line).toBe(publicLineOf(text))
  })

  it('signs so that Node finds it right, and nothing else', async () => {
    const key = keyIn(await made())
    const algorithms: SignatureAlgorithm[] = key.type === 'ssh-rsa' ? ['rsa-sha2-256', 'rsa-sha2-512'] : ['ssh-ed25519']
    for (const algorithm of algorithms) {
      for (const data of [Buffer.of(), Buffer.from('challenge'), Buffer.alloc(5000, 7)]) {
        const signed = signature(key, data, algorithm)
        expect(new Fields(signed).text()).toBe(algorithm)
        expect(isRight(key, data, signed)).toBe(true)
        expect(isRight(key, Buffer.concat([data, Buffer.of(0)]), signed)).toBe(false)
      }
    }
  })

  it('is read with Windows lines and with text around it', async () => {
    const text = await made()
    expect(keyIn(`\n${text.replaceAll('\n', '\r\n')}more`)).toEqual(keyIn(text))
  })
})

describe('a file that is no key', () => {
  it.each([
    ['OpenSSH’s form', '-t ed25519'],
    ['PEM', '-t rsa -b 1024 -m PEM'],
  ])('is encrypted in %s', (_name, options) => {
    expect(readPrivateKey(bySshKeygen(options, 'passphrase'))).toBe('encrypted')
  })

  it.each([
    ['nothing', ''],
    ['words', 'no key'],
    ['a public key', publicLineOf(bySshKeygen('-t ed25519'))],
    ['ECDSA', bySshKeygen('-t ecdsa')],
    [
      'PKCS #1 of something else',
      `-----BEGIN RSA PRIVATE KEY-----\n${btoa('0\x03\x02\x01\x00')}\n-----END RSA PRIVATE KEY-----\n`,
    ],
    ['a key that is too long', `-----BEGIN RSA PRIVATE KEY-----\n${'A'.repeat(70_000)}\n-----END RSA PRIVATE KEY-----\n`],
  ])('is %s', (_name, text) => {
    expect(readPrivateKey(text)).toBe('invalid')
  })

  it('is anything with a change in it, or it signs as it says', async () => {
    const texts = [await byEc2('ed25519'), await byEc2('rsa')]
    const changed = fc
      .tuple(fc.constantFrom(...texts), fc.nat(), fc.base64String({ maxLength: 8 }))
      .map(([text, at, put]) => text.slice(0, at % text.length) + put + text.slice((at % text.length) + put.length))
    const data = Buffer.from('challenge')
    fc.assert(
      fc.property(fc.oneof(changed, fc.string({ unit: 'binary', maxLength: 400 })), (text) => {
        const key = readPrivateKey(text)
        if (typeof key === 'string' || key.type === 'ssh-rsa') return
        expect(isRight(key, data, signature(key, data))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
