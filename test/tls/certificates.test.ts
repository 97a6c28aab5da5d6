import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ownNames } from '../../server/own-names.js'
import type { OwnSecrets } from '../../server/store/own-secrets.js'
import { openStore } from '../../server/store/store.js'
import { systemClock } from '../../server/system.js'
import { authorityOf } from '../../server/tls/authority.js'
import { CertificateFault, readCertificateFiles } from '../../server/tls/certificate-files.js'
import { certificateInFiles, issuedCertificate } from '../../server/tls/server-certificate.js'
import { newCertificate } from '../../server/tls/x509.js'
import { newCertificate as selfSigned } from '../support/certificates.js'

const DAY = 86_400_000
const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-tls-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function secrets(): Promise<OwnSecrets> {
  const store = await openStore({ engine: 'sqlite', file: ':memory:', masterKey: new Uint8Array(32), clock: systemClock })
  return store.secrets
}

const names = { names: ['laptop', 'laptop.local', 'localhost'], addresses: ['192.0.2.2', 'fd00::2', '127.0.0.1'] }
const at = (now: number) => ({ now: () => now })
const file = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
/** As a client that checks all that RFC 5280 says. */
const verify = (ca: string, certificate: string) => {
  const paths = [file('ca.pem', ca), file('leaf.pem', certificate)] as const
  try {
    return execFileSync('openssl', ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', ...paths], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
  } catch (error) {
    return (error as { stderr: string }).stderr
  }
}

describe('the authority of a server', () => {
  it('signs what strict clients accept, for names, addresses of IPv4 and IPv6', async () => {
    const authority = await authorityOf({ secrets: await secrets(), clock: systemClock, names, named: [] })
    const issued = await authority.issue(names)
    expect(verify(authority.certificate, issued.certificate)).toContain('OK')
    const leaf = new X509Certificate(issued.certificate)
    expect(leaf.checkHost('laptop.local')).toBe('laptop.local')
    expect([leaf.checkIP('192.0.2.2'), leaf.checkIP('fd00::2')]).toEqual(['192.0.2.2', 'fd00::2'])
    expect(Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)).toBeLessThan(398 * DAY)
    expect(issued.renewAt).toBeLessThan(Date.parse(leaf.validTo))
    expect(new X509Certificate(authority.certificate).fingerprint256).toBe(authority.fingerprint)
  })

  it('can vouch for no name but its own, even with its key', async () => {
    let stolen = ''
    const secrets: OwnSecrets = { get: async (_name, make) => (stolen = await make()) }
    const authority = await authorityOf({ secrets, clock: systemClock, names, named: ['dojo.example'] })
    const key = JSON.parse(stolen) as Parameters<typeof newCertificate>[0]
    const validity = { notBefore: Date.now() - DAY, notAfter: Date.now() + DAY }
    const forge = async (name: string) => (await newCertificate(key, { names: [name], addresses: [] }, validity)).certificate
    expect(verify(authority.certificate, await forge('bank.example'))).toContain('permitted subtree violation')
    expect(verify(authority.certificate, await forge('sub.dojo.example'))).toContain('OK')
  })

  it('leaves out a name that it may not sign, such as a host name of later', async () => {
    const options = { secrets: await secrets(), clock: systemClock, names, named: [] }
    const authority = await authorityOf(options)
    const later = await authority.issue({ names: ['other', 'other.local', 'localhost'], addresses: ['192.0.2.9'] })
    expect(later.names.names).toEqual(['other.local', 'localhost'])
    expect(verify(authority.certificate, later.certificate)).toContain('OK')
  })

  it('is the same after a restart and in every process, and another one for other names given by hand', async () => {
    const options = { secrets: await secrets(), clock: systemClock, names, named: [] }
    const both = await Promise.all([authorityOf(options), authorityOf(options)])
    expect(both[0]?.fingerprint).toBe(both[1]?.fingerprint)
    const renamed = { ...names, names: ['f00ba4', 'localhost'] }
    expect((await authorityOf({ ...options, names: renamed })).fingerprint).toBe(both[0]?.fingerprint)
    const other = await authorityOf({ ...options, named: ['dojo.example'] })
    expect(other.fingerprint).not.toBe(both[0]?.fingerprint)
    expect(other.permitted).toContain('dojo.example')
    // An address is no name, and needs no other authority.
    expect((await authorityOf({ ...options, named: ['203.0.113.7'] })).fingerprint).toBe(both[0]?.fingerprint)
  })

  it('is replaced before it ends, and when the clock was wrong as it was made', async () => {
    const options = { secrets: await secrets(), names, named: [] }
    const now = Date.now()
    const first = await authorityOf({ ...options, clock: at(now) })
    expect((await authorityOf({ ...options, clock: at(now + 600 * DAY) })).fingerprint).toBe(first.fingerprint)
    const second = await authorityOf({ ...options, clock: at(now + 700 * DAY) })
    expect(second.fingerprint).not.toBe(first.fingerprint)
    const early = await authorityOf({ ...options, clock: at(now - 400 * DAY) })
    expect([first.fingerprint, second.fingerprint]).not.toContain(early.fingerprint)
  })
})

describe('the certificate of a running server', () => {
  it('is made anew when the machine gets another address', async () => {
    const authority = await authorityOf({ secrets: await secrets(), clock: systemClock, names, named: [] })
    let address = '192.0.2.2'
    const machine = { hostname: () => 'laptop', addresses: () => [address] }
    const time = { now: () => performance.now() }
    const own = ownNames({ loopbackOnly: false, named: [], monotonic: time, machine })
    let tell = () => {}
    const told = new Promise<void>((resolve) => {
      tell = resolve
    })
    const logs: string[] = []
    const log = (event: string) => logs.push(event)
    const certificate = await issuedCertificate(authority, { own, clock: systemClock, log, onNames: tell })
    const before = certificate.context()
    expect(certificate.covers('192.0.2.77')).toBe(false)
    address = '192.0.2.77'
    await told
    expect(certificate.covers('192.0.2.77')).toBe(true)
    expect(certificate.context()).not.toBe(before)
    certificate.close()
    expect(logs).toEqual([])
  })
})

describe('a certificate of one’s own', () => {
  const own = selfSigned('dojo.example')
  const files = () => ({ certificate: file('own.pem', own.certificate), key: file('own.key', own.privateKey) })
  const fault = (change: Partial<ReturnType<typeof files>>, now = Date.now()) => {
    expect(() => readCertificateFiles({ ...files(), ...change }, now)).toThrow(CertificateFault)
    try {
      readCertificateFiles({ ...files(), ...change }, now)
    } catch (error) {
      return (error as Error).message
    }
  }

  it('is refused in one sentence if it can’t be used', () => {
    expect(fault({ certificate: join(folder, 'none.pem') })).toContain("can't be read: it does not exist (ENOENT)")
    expect(fault({ certificate: file('text.pem', 'hello') })).toContain('holds no certificate in PEM')
    expect(fault({ key: file('text.key', 'hello') })).toContain('holds no private key in PEM')
    expect(fault({ key: file('other.key', selfSigned().privateKey) })).toContain("isn't the key of the certificate")
    expect(fault({}, Date.parse('2040-01-01'))).toContain('ended on')
    const locked = execFileSync('openssl', ['pkey', '-aes256', '-passout', 'pass:x'], { input: own.privateKey }).toString()
    expect(fault({ key: file('locked.key', locked) })).toContain('has a passphrase')
  })

  it('is for the names that it says, a wildcard among them', () => {
    const paths = { certificate: join(folder, 'wild.pem'), key: join(folder, 'wild.key') }
    const made = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=x',
    ]
    const san = 'subjectAltName=DNS:*.school.example,DNS:dojo.example,IP:192.0.2.9'
    execFileSync('openssl', [...made, '-addext', san, '-keyout', paths.key, '-out', paths.certificate], { stdio: 'ignore' })
    const certificate = certificateInFiles(paths, { clock: systemClock, log: () => {} })
    expect(certificate.names()).toEqual({ names: ['dojo.example'], addresses: ['192.0.2.9'] })
    const asked = ['lab.school.example', 'dojo.example', '192.0.2.9', 'school.example', '192.0.2.10']
    expect(asked.map((name) => certificate.covers(name))).toEqual([true, true, true, false, false])
    expect(certificate.authority).toBeUndefined()
    certificate.close()
  })
})
