import { ALGORITHM, canonicalRequest, sha256Hex, stringToSign } from '../../sigv4/canonical.js'
import type { RawRequest } from '../../sigv4/parse.js'
import { type Presented, presented } from '../../sigv4/parse.js'
import type { KeptCall } from './kept.js'
import { MASK, maskedForm, maskedHeader } from './masking.js'
import { maskedBody } from './request-body.js'

/** How the signature comes about, step by step; no key's value, and `***` where a secret stood. */
export interface SigningSteps {
  /** Where the signature stood. */
  form: 'header' | 'query'
  accessKeyId: string
  canonicalRequest: string
  stringToSign: string
  /** Each key is an HMAC-SHA256 of `data` under `key`; the last one signs. */
  chain: { name: string; key: string; data: string }[]
  /** As the client sent it. */
  signature: string
  /** Something is masked, so that hashing the text above gives another value than the one signed. */
  masked: boolean
}

type Signed = Pick<KeptCall, 'raw' | 'body' | 'payloadHash'>

/** In a larger body nobody looks for secrets: its hash is not shown, as if there were one. */
const MAX_SEARCHED_BODY_BYTES = 100_000

/** What the server signs of a request, for whoever may see its explanation. Throws as `signingSteps` does. */
export function shownSigning({ body, ...raw }: RawRequest): Pick<SigningSteps, 'canonicalRequest' | 'stringToSign' | 'masked'> {
  const hasSecret =
    body.length > MAX_SEARCHED_BODY_BYTES || maskedBody(body.toString('latin1'), raw.headers['content-type']).secrets.length > 0
  const kept = { raw, body: undefined, payloadHash: sha256Hex(body) }
  const { canonicalRequest, stringToSign, masked } = signingSteps(kept, hasSecret)
  return { canonicalRequest, stringToSign, masked }
}

/** Throws the AwsError of a request that is not signed or whose signature can't be read. */
export function signingSteps(kept: Signed, bodyHasSecret: boolean): SigningSteps {
  const { raw, body = '', payloadHash } = kept
  const bytes = Buffer.from(body, 'latin1')
  const claim = presented({ ...raw, body: bytes })
  const hash = payloadHash ?? sha256Hex(bytes)
  const { signedHeaders, scope, time, form, accessKeyId, signature } = claim
  const asSigned = canonicalRequest({ ...raw, signedHeaders, payloadHash: hash })
  const shown = maskedCanonical(kept, claim, bodyHasSecret ? undefined : hash)
  const querySecret = maskedForm(raw.query).secrets.some((secret) => secret !== claim.sessionToken)
  // A hash over a password lets one try passwords; over a session token, which nobody guesses, it does not.
  const hashed = sha256Hex(asSigned)
  const text = stringToSign(time, scope, asSigned)
  return {
    form,
    accessKeyId,
    canonicalRequest: shown,
    stringToSign: bodyHasSecret || querySecret ? text.replace(hashed, MASK) : text,
    chain: chainOf(scope),
    signature,
    masked: shown !== asSigned,
  }
}

/** By name; those that came more than once as they are signed. */
export const sentHeaders = ({ headers, repeated }: Pick<RawRequest, 'headers' | 'repeated'>): Record<string, string> => ({
  ...headers,
  ...repeated,
})

/** `payloadHash` undefined: it must not be shown. */
function maskedCanonical({ raw }: Signed, { signedHeaders }: Presented, payloadHash: string | undefined): string {
  const headers = Object.fromEntries(
    Object.entries(sentHeaders(raw)).map(([name, value]) => [name, maskedHeader(name, value, payloadHash === undefined)]),
  )
  const query = maskedForm(raw.query).text
  const shown = canonicalRequest({
    ...raw,
    headers,
    repeated: undefined,
    query,
    signedHeaders,
    payloadHash: payloadHash ?? MASK,
  })
  return shown.replaceAll('%2A%2A%2A', MASK)
}

/** Source: IAM User Guide, "Create a signed AWS API request", step 3. */
const chainOf = ({ date, region, service }: Presented['scope']): SigningSteps['chain'] => [
  { name: 'Date key', key: '"AWS4" + secret access key', data: date },
  { name: 'Region key', key: 'Date key', data: region },
  { name: 'Service key', key: 'Region key', data: service },
  { name: 'Signing key', key: 'Service key', data: 'aws4_request' },
  { name: `Signature (${ALGORITHM})`, key: 'Signing key', data: 'the string to sign' },
]
