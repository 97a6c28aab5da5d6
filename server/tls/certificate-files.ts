import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Instant } from '../account/ports.js'
import { addressOf, type Names } from '../own-names.js'
import { reasonOf } from '../store/system-error.js'
import type { KeyAndCertificate } from './x509.js'

/** Paths of a certificate, with those of its authorities after it, and of its key: both in PEM. */
export interface CertificateFiles {
  certificate: string
  key: string
}

/** Why a certificate can't be used, in a sentence. */
export class CertificateFault extends Error {}

export interface CertificateRead extends KeyAndCertificate {
  names: Names
  covers(name: string): boolean
}

/** Reads a certificate and its key, and checks that they belong together and count now. Throws CertificateFault. */
export function readCertificateFiles(files: CertificateFiles, now: Instant): CertificateRead {
  const certificate = textOf(files.certificate)
  const privateKey = textOf(files.key)
  const parsed = certificateIn(certificate, files.certificate)
  if (!parsed.checkPrivateKey(keyIn(privateKey, files.key))) {
    throw new CertificateFault(`The key in ${files.key} isn't the key of the certificate in ${files.certificate}.`)
  }
  if (Date.parse(parsed.validTo) <= now) {
    throw new CertificateFault(`The certificate in ${files.certificate} ended on ${parsed.validTo}.`)
  }
  const covers = (name: string) => (addressOf(name) ? parsed.checkIP(name) : parsed.checkHost(name)) !== undefined
  return { certificate, privateKey, names: namesIn(parsed), covers }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new CertificateFault(`The file ${file} can't be read: ${reasonOf(error)}.`)
  }
}

function certificateIn(text: string, file: string): X509Certificate {
  try {
    return new X509Certificate(text)
  } catch {
    throw new CertificateFault(`The file ${file} holds no certificate in PEM, which begins with -----BEGIN CERTIFICATE-----.`)
  }
}

function keyIn(text: string, file: string): KeyObject {
  if (/BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/.test(text)) {
    throw new CertificateFault(
      `The key in ${file} has a passphrase. Save it without one: openssl pkey -in ${file} -out new.key`,
    )
  }
  try {
    return createPrivateKey(text)
  } catch {
    throw new CertificateFault(`The file ${file} holds no private key in PEM.`)
  }
}

/** Nobody can open a name with a wildcard. Source: RFC 5280, section 4.2.1.6. */
function namesIn({ subjectAltName = '' }: X509Certificate): Names {
  const entries = subjectAltName.split(', ')
  const of = (kind: string) => entries.flatMap((entry) => (entry.startsWith(kind) ? [entry.slice(kind.length)] : []))
  return {
    names: of('DNS:').filter((name) => !name.startsWith('*')),
    addresses: of('IP Address:').flatMap((text) => addressOf(text) ?? []),
  }
}
