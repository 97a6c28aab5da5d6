import { describe, expect, it } from 'vitest'
import { newKeyPair } from '../../../server/credentials/key-pairs/new-key-pair.js'
import { openSshLine } from '../../../server/credentials/key-pairs/public-key.js'
import { HAS_PUTTY, inShell, publicLineOf } from '../../support/ssh-tools.js'

/** Makes a pair, and shows it as the tools need it. */
async function made(keyType: 'rsa' | 'ed25519', keyFormat: 'pem' | 'ppk') {
  const { publicKey, fingerprint, material } = await newKeyPair({ keyType, keyFormat, comment: 'my key' })
  return { line: openSshLine(publicKey, 'my key'), fingerprint, file: material.reveal() }
}

const withoutComment = (line: string): string => line.split(' ').slice(0, 2).join(' ')

describe('an RSA key pair', () => {
  it('is PKCS #1 in PEM with 2,048 bits, as openssl and ssh-keygen read it', async () => {
    const { line, file } = await made('rsa', 'pem')
    expect(file).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n[A-Za-z0-9+/=\n]+\n-----END RSA PRIVATE KEY-----\n$/)
    expect(inShell(file, 'openssl rsa -in $KEY -check -noout -text')).toContain('2048 bit')
    expect(publicLineOf(file)).toBe(withoutComment(line))
  })

  it('has the fingerprint that AWS tells to compute with openssl', async () => {
    const { fingerprint, file } = await made('rsa', 'pem')
    const printed = inShell(file, 'openssl pkcs8 -in $KEY -inform PEM -outform DER -topk8 -nocrypt | openssl sha1 -c')
    expect(printed.endsWith(`= ${fingerprint}`)).toBe(true)
    expect(fingerprint).toMatch(/^([0-9a-f]{2}:){19}[0-9a-f]{2}$/)
  })
})

describe('an ED25519 key pair', () => {
  it('is OpenSSH’s own PEM, which ssh-keygen reads', async () => {
    const { line, file } = await made('ed25519', 'pem')
    expect(file).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n[A-Za-z0-9+/=\n]+\n-----END OPENSSH PRIVATE KEY-----\n$/)
    expect(publicLineOf(file)).toBe(line)
  })

  it('is written as ssh-keygen writes the same key, but for chance', async () => {
    const { file } = await made('ed25519', 'pem')
    const lengths = (text: string) => text.split('\n').map(({ length }) => length)
    const rewritten = inShell(file, 'ssh-keygen -q -p -N "" -f $KEY > /dev/null && cat $KEY')
    expect(lengths(`${rewritten}\n`)).toEqual(lengths(file))
  })

  it('has the fingerprint that ssh-keygen shows, padded', async () => {
    const { fingerprint, file } = await made('ed25519', 'pem')
    expect(inShell(file, 'ssh-keygen -l -f $KEY')).toContain(`SHA256:${fingerprint.replace(/=$/, '')} my key (ED25519)`)
    expect(fingerprint).toMatch(/^[A-Za-z0-9+/]{43}=$/)
  })
})

describe.skipIf(!HAS_PUTTY).each(['rsa', 'ed25519'] as const)('a .ppk file of %s', (keyType) => {
  it('is read by puttygen, which finds the same public key and the comment', async () => {
    const { line, file } = await made(keyType, 'ppk')
    expect(file).toMatch(/^PuTTY-User-Key-File-2: ssh-/)
    expect(publicLineOf(file)).toBe(line)
  })

  it('holds the private half: puttygen turns it into a key that OpenSSH signs with', async () => {
    const { line, file } = await made(keyType, 'ppk')
    const converted = inShell(file, 'puttygen $KEY -O private-openssh-new -o $KEY.new && cat $KEY.new')
    expect(withoutComment(publicLineOf(`${converted}\n`))).toBe(withoutComment(line))
    const script = [
      'echo text > $KEY.text',
      'ssh-keygen -q -Y sign -n file -f $KEY $KEY.text',
      `echo 'me ${withoutComment(line)}' > $KEY.allowed`,
      'ssh-keygen -Y verify -n file -I me -f $KEY.allowed -s $KEY.text.sig < $KEY.text',
    ]
    expect(inShell(`${converted}\n`, script.join(' && '))).toContain('Good "file" signature for me')
  })
})
