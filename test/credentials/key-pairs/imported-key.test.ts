import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprintOfImported } from '../../../server/credentials/key-pairs/fingerprints.js'
import { importedKey } from '../../../server/credentials/key-pairs/imported-key.js'
import { keyObjectOf, openSshLine, type PublicKey } from '../../../server/credentials/key-pairs/public-key.js'
import { field, fieldsOf, numberField } from '../../../server/credentials/ssh-fields.js'
import { newRsaPublicKey } from '../../support/certificates.js'
import { HAS_PUTTY, inShell } from '../../support/ssh-tools.js'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ed25519 = generateKeyPairSync('ed25519')
const pemOf = ({ publicKey }: typeof rsa, type: 'spki' | 'pkcs1' = 'spki'): string =>
  publicKey.export({ type, format: 'pem' }).toString()
const privatePem = rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()

/** Throws where it isn't taken. */
function taken(text: string): PublicKey {
  const key = importedKey(text)
  if (!key) throw new Error(`not taken: ${text}`)
  return key
}
const lineOf = (text: string): string => openSshLine(taken(text))

const rsaLine = inShell(pemOf(rsa), 'ssh-keygen -i -m PKCS8 -f $KEY')
const edLine = lineOf(pemOf(ed25519))

/** `ssh-rsa` of any two numbers. */
const blobOf = (e: Buffer, n: Buffer): Buffer => Buffer.concat([field('ssh-rsa'), numberField(e), numberField(n)])
const modulus = fieldsOf(taken(rsaLine).blob)[2] ?? Buffer.of()
const exponent = Buffer.of(1, 0, 1)

describe('a public key to import', () => {
  it.each([
    ['OpenSSH’s line', () => rsaLine],
    ['a line with a comment, tabs, and a newline', () => ` ${rsaLine.replace(' ', '\t')} me@example.com, at home\r\n`],
    ['RFC 4716', () => inShell(rsaLine, 'ssh-keygen -e -m RFC4716 -f $KEY')],
    ['RFC 4716 with Windows lines', () => inShell(rsaLine, 'ssh-keygen -e -f $KEY').replaceAll('\n', '\r\n')],
    ['PEM of SubjectPublicKeyInfo', () => inShell(rsaLine, 'ssh-keygen -e -m PKCS8 -f $KEY')],
    ['PEM of PKCS #1', () => inShell(rsaLine, 'ssh-keygen -e -m PEM -f $KEY')],
    ['DER in Base64', () => inShell(pemOf(rsa), 'openssl rsa -pubin -in $KEY -outform DER | openssl base64 -A')],
    ['DER in lines of Base64', () => inShell(pemOf(rsa), 'openssl rsa -pubin -in $KEY -outform DER | openssl base64')],
    ['DER of PKCS #1', () => inShell(privatePem, 'openssl rsa -in $KEY -RSAPublicKey_out -outform DER | openssl base64 -A')],
    [
      'a number with zeros in front',
      () => `ssh-rsa ${Buffer.concat([field('ssh-rsa'), field(Buffer.of(0, 0, 1, 0, 1)), field(modulus)]).toString('base64')}`,
    ],
  ])('is %s of RSA', (_form, text) => {
    expect(lineOf(text())).toBe(rsaLine)
  })

  it.each([
    ['OpenSSH’s line', () => edLine],
    ['RFC 4716', () => inShell(edLine, 'ssh-keygen -e -f $KEY')],
    ['PEM', () => pemOf(ed25519)],
    ['DER in Base64', () => ed25519.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')],
  ])('is %s of ED25519', (_form, text) => {
    expect(lineOf(text())).toBe(edLine)
    expect(inShell(lineOf(text()), 'ssh-keygen -l -f $KEY')).toContain('(ED25519)')
  })

  it('is RFC 4716 with headers that go on in the next line', () => {
    const headers = 'Comment: "a long \\\none: indeed"\nx-private: 1:2\n'
    const text = inShell(rsaLine, 'ssh-keygen -e -f $KEY').replace(/Comment:.*\n/, headers)
    expect(lineOf(text)).toBe(rsaLine)
  })

  it.skipIf(!HAS_PUTTY)('is what puttygen saves as a public key', () => {
    expect(lineOf(inShell(privatePem, 'puttygen $KEY -O public -o $KEY.pub && cat $KEY.pub'))).toBe(rsaLine)
  })

  it.each([1024, 2047, 3072, 4096])('may be RSA of %i bits', (bits) => {
    const n = Buffer.from(newModulus(bits))
    expect(lineOf(`ssh-rsa ${blobOf(exponent, n).toString('base64')}`)).toMatch(/^ssh-rsa /)
  })

  it.each([
    ['nothing', ''],
    ['words', 'this is no key'],
    ['a private key', privatePem],
    ['a private key in PKCS #8', rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['a private key in DER', ed25519.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')],
    [
      'a private key of PKCS #1 in DER',
      generateKeyPairSync('rsa', { modulusLength: 1024 })
        .privateKey.export({ type: 'pkcs1', format: 'der' })
        .toString('base64'),
    ],
    ['ECDSA', generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    ['X25519', generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    [
      'ECDSA in a line',
      inShell(
        generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        'ssh-keygen -i -m PKCS8 -f $KEY',
      ),
    ],
    ['RSA of 1,023 bits', `ssh-rsa ${blobOf(exponent, newModulus(1023)).toString('base64')}`],
    ['RSA of 4,097 bits', `ssh-rsa ${blobOf(exponent, newModulus(4097)).toString('base64')}`],
    ['RSA of 8,192 bits', `ssh-rsa ${blobOf(exponent, newModulus(8192)).toString('base64')}`],
    ['a name that isn’t the key’s', rsaLine.replace('ssh-rsa', 'ssh-ed25519')],
    ['an option before the key', `no-pty ${rsaLine}`],
    ['two lines', `${rsaLine}\n${rsaLine}`],
    ['a line that ends early', rsaLine.slice(0, 100)],
    ['a key with more behind it', `ssh-rsa ${Buffer.concat([blobOf(exponent, modulus), field('x')]).toString('base64')}`],
    [
      'a number below 0',
      `ssh-rsa ${Buffer.concat([field('ssh-rsa'), field(Buffer.of(255)), field(modulus)]).toString('base64')}`,
    ],
    [
      'ED25519 of 31 bytes',
      `ssh-ed25519 ${Buffer.concat([field('ssh-ed25519'), field(Buffer.alloc(31, 1))]).toString('base64')}`,
    ],
    ['RFC 4716 without an end', inShell(rsaLine, 'ssh-keygen -e -f $KEY').split('\n').slice(0, -1).join('\n')],
    ['more than 2,048 characters', `${rsaLine} ${'x'.repeat(2048)}`],
  ])('is not %s', (_what, text) => {
    expect(importedKey(text)).toBeUndefined()
  })

  it('is anything else without a fault', () => {
    const forms = [rsaLine, edLine, pemOf(rsa), pemOf(rsa, 'pkcs1'), inShell(rsaLine, 'ssh-keygen -e -f $KEY')]
    const changed = fc
      .tuple(fc.constantFrom(...forms), fc.nat(), fc.nat(40), fc.string({ unit: 'binary', maxLength: 40 }))
      .map(([form, at, gone, put]) => form.slice(0, at % form.length) + put + form.slice((at % form.length) + gone))
    const bytes = fc.uint8Array({ maxLength: 1500 }).map((all) => Buffer.from(all))
    const texts = fc.oneof(
      changed,
      fc.string({ unit: 'binary', maxLength: 3000 }),
      bytes.map((all) => all.toString('base64')),
      bytes.map((all) => `ssh-rsa ${Buffer.concat([field('ssh-rsa'), all]).toString('base64')}`),
      bytes.map((all) => `ssh-rsa ${blobOf(exponent, all).toString('base64')}`),
      fc.constantFrom(' ', '\n', ':', '\\\n', '=', '-').map((one) => `---- BEGIN SSH2 PUBLIC KEY ----\n${one.repeat(3000)}`),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const key = importedKey(text)
        if (!key) return
        expect(keyObjectOf(key.blob).asymmetricKeyType).toBe(key.keyType)
        expect(importedKey(openSshLine(key))).toEqual(key)
      }),
      { numRuns: 2000 },
    )
  })
})

/** Odd, and of exactly so many bits. */
function newModulus(bits: number): Buffer {
  const bytes = Buffer.alloc(Math.ceil(bits / 8), 0xff)
  bytes[0] = 0xff >> (bytes.length * 8 - bits)
  return bytes
}

describe('the fingerprint of an imported key', () => {
  it('is for RSA the MD5 that AWS tells to compute with openssl, not the one of ssh-keygen', () => {
    const fingerprint = fingerprintOfImported(taken(rsaLine))
    expect(fingerprint).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/)
    expect(inShell(privatePem, 'openssl rsa -in $KEY -pubout -outform DER 2>/dev/null | openssl md5 -c')).toContain(fingerprint)
    const ofSshKeygen = 'ssh-keygen -ef $KEY -m PEM | openssl rsa -RSAPublicKey_in -outform DER 2>/dev/null | openssl md5 -c'
    expect(inShell(rsaLine, ofSshKeygen)).toContain(fingerprint)
    expect(inShell(rsaLine, 'ssh-keygen -l -E md5 -f $KEY')).not.toContain(fingerprint)
  })

  it('is for ED25519 the SHA-256 that ssh-keygen shows, padded', () => {
    const fingerprint = fingerprintOfImported(taken(edLine))
    expect(inShell(edLine, 'ssh-keygen -l -f $KEY')).toContain(`SHA256:${fingerprint.replace(/=$/, '')} `)
    expect(fingerprint).toHaveLength(44)
  })

  it('does not change with the form', () => {
    expect(fingerprintOfImported(taken(newRsaPublicKey()))).not.toBe(fingerprintOfImported(taken(rsaLine)))
    expect(fingerprintOfImported(taken(pemOf(rsa)))).toBe(fingerprintOfImported(taken(rsaLine)))
  })
})
