// The package below needs it, and doesn't bring it.
import 'reflect-metadata'
import { createPrivateKey, createPublicKey, webcrypto } from 'node:crypto'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import type { Instant } from '../account/ports.js'
import type { Names } from '../own-names.js'
import { permittingNames } from './name-constraints.js'

/** Both in PEM. */
export interface KeyAndCertificate {
  privateKey: string
  certificate: string
}

/** From when until when a certificate counts. */
interface Validity {
  notBefore: Instant
  notAfter: Instant
}

type Key = webcrypto.CryptoKey
const { subtle } = webcrypto
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

interface Wanted extends Validity {
  /** What lists of trusted authorities show. */
  title: string
  /** The only host names, with those below them, that its certificates may have. */
  permitted: readonly string[]
}

/** A new authority, which signs its own certificate. Its certificates are for servers, not for other authorities. */
export async function newAuthority({ title, permitted, ...validity }: Wanted): Promise<KeyAndCertificate> {
  const keys = await newKeys()
  const extensions = [
    new BasicConstraintsExtension(true, 0, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    permittingNames(permitted),
  ]
  return signed({ subject: title, issuer: title, validity, keys, extensions, signer: keys })
}

/** A certificate for a server under these names and addresses, with a new key. */
export async function newCertificate(
  authority: KeyAndCertificate & { title: string },
  { addresses, names }: Names,
  validity: Validity,
): Promise<KeyAndCertificate> {
  const signer = await keysOf(authority.privateKey)
  const alternatives = [
    ...names.map((value) => ({ type: 'dns' as const, value })),
    ...addresses.map((value) => ({ type: 'ip' as const, value })),
  ]
  const extensions = [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension(alternatives),
  ]
  return signed({ subject: 'IAM Dojo', issuer: authority.title, validity, keys: await newKeys(), extensions, signer })
}

interface Keys {
  privateKey: Key
  publicKey: Key
}

interface ToSign {
  subject: string
  issuer: string
  validity: Validity
  keys: Keys
  extensions: Extension[]
  signer: Keys
}

/** Clients that check strictly, such as Python 3.13, want both identifiers of keys. Source: RFC 5280, section 4.2.1. */
async function signed({ subject, issuer, validity, keys, extensions, signer }: ToSign): Promise<KeyAndCertificate> {
  const certificate = await X509CertificateGenerator.create({
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    notBefore: new Date(validity.notBefore),
    notAfter: new Date(validity.notAfter),
    publicKey: keys.publicKey,
    signingKey: signer.privateKey,
    signingAlgorithm: ECDSA,
    extensions: [
      ...extensions,
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(signer.publicKey),
    ],
  })
  const pkcs8 = Buffer.from(await subtle.exportKey('pkcs8', keys.privateKey))
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  return {
    certificate: `${certificate.toString('pem')}\n`,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

const nameOf = (title: string) => [{ O: ['IAM Dojo'] }, { CN: [title] }]

const newKeys = (): Promise<Keys> => subtle.generateKey(ECDSA, true, ['sign', 'verify'])

async function keysOf(pem: string): Promise<Keys> {
  const privateKey = createPrivateKey(pem)
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  return {
    privateKey: await subtle.importKey('pkcs8', pkcs8, ECDSA, false, ['sign']),
    publicKey: await subtle.importKey('spki', spki, ECDSA, true, ['verify']),
  }
}
