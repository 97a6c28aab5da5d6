import { createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** A certificate of a test, with its private key; nobody else has seen either. */
export interface TestCertificate {
  certificate: string
  privateKey: string
}

const VALID_UNTIL = '360131102030Z'
/** When `newCertificate` is no longer valid. */
export const EXPIRES_AT = Date.parse('2036-01-31T10:20:30Z')

/** A self-signed certificate of ten years for a key on P-256. Source of the structure: RFC 5280, section 4.1. */
export function newCertificate(name = 'www.example.com'): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')))
  const subject = sequence(der(0x31, sequence(der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from(name)))))
  const validity = sequence(der(0x17, Buffer.from('260131102030Z')), der(0x17, Buffer.from(VALID_UNTIL)))
  const serialNumber = der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)]))
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const signed = sequence(serialNumber, ecdsaWithSha256, subject, validity, subject, spki)
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', signed, privateKey)]))
  return {
    certificate: pem('CERTIFICATE', sequence(signed, ecdsaWithSha256, signature)),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, Buffer.concat(parts))

const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{64}(?!$)/g, '$&\n')}\n-----END ${label}-----\n`

/** An RSA public key in PEM; its modulus is odd and of the right length, which is all that a server can see of it. */
export function newRsaPublicKey(bits = 2048): string {
  const modulus = randomBytes(bits / 8)
  modulus[0] = (modulus[0] ?? 0) | 0x80
  modulus[modulus.length - 1] = (modulus.at(-1) ?? 0) | 1
  const jwk = { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' }
  return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString()
}
