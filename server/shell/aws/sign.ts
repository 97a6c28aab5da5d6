import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { SignatureV4 } from '@smithy/signature-v4'
import type { Checksum, HttpRequest, SourceData } from '@smithy/types'

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

export interface ToSign {
  method: string
  url: URL
  headers: Record<string, string>
  body: string | Uint8Array
  region: string
  service: string
  credentials: Credentials
  now: number
}

/** A signed request's headers, with what was hashed and signed to get there; the token is not among it. */
export interface SignedHeaders {
  headers: Record<string, string>
  canonicalRequest: string
  stringToSign: string
}

/** SHA-256 without WebCrypto, which browsers offer to https and loopback alone. */
class Sha256 implements Checksum {
  readonly #key: Uint8Array | undefined
  #hash: { update(data: Uint8Array): unknown; digest(): Uint8Array }
  constructor(key?: SourceData) {
    this.#key = key === undefined ? undefined : bytesOf(key)
    this.#hash = this.#start()
  }
  #start() {
    return this.#key ? hmac.create(sha256, this.#key) : sha256.create()
  }
  update(data: SourceData): void {
    this.#hash.update(bytesOf(data))
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }
  reset(): void {
    this.#hash = this.#start()
  }
}

function bytesOf(data: SourceData): Uint8Array {
  if (typeof data === 'string') return new TextEncoder().encode(data)
  return ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data)
}

/** The official signer, which hands out its intermediate texts. */
class ObservedSigner extends SignatureV4 {
  canonicalRequest = ''
  stringToSign = ''
  override createCanonicalRequest(...args: Parameters<SignatureV4['createCanonicalRequest']>): string {
    this.canonicalRequest = super.createCanonicalRequest(...args)
    return this.canonicalRequest
  }
  override async createStringToSign(...args: Parameters<SignatureV4['createStringToSign']>): Promise<string> {
    this.stringToSign = await super.createStringToSign(...args)
    return this.stringToSign
  }
}

/** Signs with Signature Version 4. Source: IAM User Guide, "AWS Signature Version 4 for API requests". */
export async function signed({
  method,
  url,
  headers,
  body,
  region,
  service,
  credentials,
  now,
}: ToSign): Promise<SignedHeaders> {
  const signer = new ObservedSigner({ service, region, credentials, sha256: Sha256 })
  const request: HttpRequest = {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: queryOf(url),
    headers: { ...headers, host: url.host },
    body,
    ...(url.port ? { port: Number(url.port) } : {}),
  }
  const result = await signer.sign(request, { signingDate: new Date(now) })
  return {
    headers: result.headers,
    canonicalRequest: withoutToken(signer.canonicalRequest),
    stringToSign: signer.stringToSign,
  }
}

function queryOf({ searchParams }: URL): Record<string, string | string[]> {
  return Object.fromEntries([...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]))
}

const withoutToken = (text: string): string => text.replace(/^(x-amz-security-token:).*$/m, '$1***')
