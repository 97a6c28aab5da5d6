import { timingSafeEqual } from 'node:crypto'
import type { Secret } from '../account/secret.js'
import { BoundedMap } from '../bounds/bounded-map.js'
import { canonicalRequest, sha256Hex, signature, signingKey, stringToSign } from './canonical.js'
import type { Presented, RawRequest } from './parse.js'

/** What a derived key and its secret take in memory, roughly. */
const KEY_BYTES = 400

/**
 * Verifies signatures. Derived keys are kept by access key, day, region and service (deriving costs four times the
 * rest); an entry is used only with the very secret it was derived from. Only a right signature has its key kept: a
 * stranger who knows a key id could name any number of regions.
 */
export class SignatureVerifier {
  readonly #keys = new BoundedMap<string, { secret: Secret; key: Buffer }>({ maxSize: 3_000_000, sizeOf: () => KEY_BYTES })

  /** The comparison takes the same time for every wrong signature. */
  isRight(request: RawRequest, claim: Presented, secret: Secret): boolean {
    const canonical = canonicalRequest({
      method: request.method,
      path: request.path,
      query: request.query,
      headers: request.headers,
      repeated: request.repeated,
      signedHeaders: claim.signedHeaders,
      payloadHash: sha256Hex(request.body),
    })
    const id = `${claim.accessKeyId}/${claim.scope.date}/${claim.scope.region}/${claim.scope.service}`
    const known = this.#keys.get(id)
    const key = known?.secret === secret ? known.key : signingKey(secret.reveal(), claim.scope)
    const expected = signature(key, stringToSign(claim.time, claim.scope, canonical))
    const given = Buffer.from(claim.signature, 'hex')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
    if (known?.key !== key) this.#keys.set(id, { secret, key })
    return true
  }
}
