import { timingSafeEqual } from 'node:crypto'
import type { Secret } from '../../account/secret.js'
import { signatureDoesNotMatch } from '../../operations/aws-error.js'
import { canonicalRequest, type Scope, sha256Hex, signature, signingKey, stringToSign } from './canonical.js'
import type { Presented, RawRequest } from './parse.js'

const MAX_KEYS = 5000

/**
 * Verifies signatures. Derived keys are kept by access key, day, region and service (deriving costs four times the
 * rest); an entry is used only with the very secret it was derived from.
 */
export class SignatureVerifier {
  readonly #keys = new Map<string, { secret: Secret; key: Buffer }>()

  /** Throws SignatureDoesNotMatch; the comparison takes the same time for every wrong signature. */
  verify(request: RawRequest, claim: Presented, secret: Secret): void {
    const canonical = canonicalRequest({
      method: request.method,
      path: request.path,
      query: request.query,
      headers: request.headers,
      signedHeaders: claim.signedHeaders,
      payloadHash: sha256Hex(request.body),
    })
    const expected = signature(
      this.#key(claim.accessKeyId, claim.scope, secret),
      stringToSign(claim.time, claim.scope, canonical),
    )
    const given = Buffer.from(claim.signature, 'hex')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw signatureDoesNotMatch(
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
        'signature',
      )
    }
  }

  #key(accessKeyId: string, scope: Scope, secret: Secret): Buffer {
    const id = `${accessKeyId}/${scope.date}/${scope.region}/${scope.service}`
    const known = this.#keys.get(id)
    if (known?.secret === secret) return known.key
    const key = signingKey(secret.reveal(), scope)
    if (this.#keys.size >= MAX_KEYS) this.#keys.delete(this.#keys.keys().next().value ?? '')
    this.#keys.set(id, { secret, key })
    return key
  }
}
