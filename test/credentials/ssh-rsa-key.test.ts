import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fingerprintOf, pemOf, sshLine, sshRsaKey } from '../../server/credentials/ssh-rsa-key.js'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()

/** What OpenSSH's own tool says of a key. */
function sshKeygen(args: string[], text: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'iam-dojo-ssh-'))
  try {
    const file = join(dir, 'key')
    writeFileSync(file, text, { mode: 0o600 })
    return execFileSync('ssh-keygen', [...args, '-f', file], { encoding: 'utf8' })
  } finally {
    rmSync(dir, { recursive: true })
  }
}

describe('an RSA key for SSH', () => {
  it('is read from PEM as ssh-keygen reads it, and has its fingerprint', () => {
    const key = sshRsaKey(pem)
    if (!key) throw new Error('it was not read')
    expect(key.bits).toBe(2048)
    expect(sshLine(key)).toBe(sshKeygen(['-i', '-m', 'PKCS8'], pem).trim())
    expect(sshKeygen(['-l', '-E', 'md5'], `${sshLine(key)}\n`)).toContain(`MD5:${fingerprintOf(key)}`)
  })

  it('goes from a line to PEM and back, and keeps its comment', () => {
    const line = `${sshKeygen(['-i', '-m', 'PKCS8'], pem).trim()} alice@example.com`
    const key = sshRsaKey(`  ${line}\n`)
    if (!key) throw new Error('it was not read')
    expect(sshLine(key)).toBe(line)
    expect(pemOf(key)).toBe(pem)
    expect(sshRsaKey(publicKey.export({ type: 'pkcs1', format: 'pem' }).toString())?.blob).toEqual(key.blob)
  })

  it.each([
    ['nothing', ''],
    ['words', 'ssh-rsa but no key'],
    ['a key that ends early', `ssh-rsa ${sshRsaKey(pem)?.blob.subarray(0, 100).toString('base64')}`],
    [
      'a key with more behind it',
      `ssh-rsa ${Buffer.concat([sshRsaKey(pem)?.blob ?? Buffer.of(), Buffer.from([0, 0, 0, 1, 7])]).toString('base64')}`,
    ],
    ['another kind of key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIJtDQxTcJ4UY1Yl3Ku7hkmRzAZNiTkYGMSYcBlG5Fs8'],
    ['a private key', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['PEM of another kind', generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()],
  ])('is not %s', (_name, text) => {
    expect(sshRsaKey(text)).toBeUndefined()
  })
})
