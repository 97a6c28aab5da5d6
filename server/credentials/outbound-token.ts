import { exportPKCS8, generateKeyPair, importPKCS8, SignJWT } from 'jose'

/** ES384 is one of the two algorithms of GetWebIdentityToken; RS256 the other. */
const ALGORITHM = 'ES384'

/** A new private key for an account's outbound federation, PKCS #8 in PEM. */
export async function newFederationKey(): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true })
  return exportPKCS8(privateKey)
}

export interface OutboundClaims {
  issuer: string
  subject: string
  audience: string[]
  /** Milliseconds. */
  issuedAt: number
  expiresAt: number
  claims: Record<string, unknown>
}

/** A JSON web token that says who the caller is. Source: STS API Reference, "GetWebIdentityToken". */
export async function outboundToken(
  privateKey: string,
  { issuer, subject, audience, ...rest }: OutboundClaims,
): Promise<string> {
  const key = await importPKCS8(privateKey, ALGORITHM)
  return new SignJWT(rest.claims)
    .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
    .setIssuer(issuer)
    .setSubject(subject)
    .setAudience(audience)
    .setIssuedAt(Math.floor(rest.issuedAt / 1000))
    .setExpirationTime(Math.floor(rest.expiresAt / 1000))
    .sign(key)
}
