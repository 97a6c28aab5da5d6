import { randomUUID } from 'node:crypto'
import type { RawRequest } from '../sigv4/parse.js'

/**
 * The header that STS adds to every answer: `1:<region>:S:<milliseconds>:R:<8 characters>` in Base64.
 * Sources: public STS conformance findings (the header); replies in public logs of 2025–26 (its content).
 */
export function stsExtendedRequestId({ headers }: RawRequest, now: number): Record<string, string> {
  const region = /Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\//.exec(headers.authorization ?? '')?.[1] ?? 'us-east-1'
  // Node draws UUIDs from a pool: a call of the system for each answer would be dear.
  const chance = randomUUID().slice(0, 8)
  return { 'x-amz-sts-extended-request-id': btoa(`1:${region}:S:${now}:R:${chance}`) }
}
