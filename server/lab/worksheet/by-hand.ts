import { createHmac } from 'node:crypto'
import type { WorksheetFindingName } from '../../lessons/format/findings.js'
import { type Scope, signature, signingKey } from '../../sigv4/canonical.js'

const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest()
/** The key as its hexadecimal digits, where the bytes that they stand for are meant. */
const asText = (key: Buffer): string => key.toString('hex')

/**
 * The mistakes of people who compute a signature step by step, which no program makes: whose result is the one that was
 * handed in? Undefined: none of them.
 */
export function mistakeByHand(given: string, secret: string, scope: Scope, toSign: string): WorksheetFindingName | undefined {
  if (given === secret || given === `AWS4${secret}`) return 'secret-itself'
  const { date, region, service } = scope
  const parts = [date, region, service, 'aws4_request']
  const key = signingKey(secret, scope)
  const chained = (order: readonly string[], next: (key: Buffer) => Buffer | string) =>
    order.reduce<Buffer>((before, part, at) => hmac(at === 0 ? `AWS4${secret}` : next(before), part), Buffer.alloc(0))
  const made: [WorksheetFindingName, Buffer][] = [
    ['signing-key', key],
    ['hex-key', hmac(asText(key), toSign)],
    ['hex-key', hmac(asText(chained(parts, asText)), toSign)],
    ['hex-key', signature(chained(parts, asText), toSign)],
    [
      'scope-order',
      signature(
        chained([region, date, service, 'aws4_request'], (same) => same),
        toSign,
      ),
    ],
    [
      'scope-order',
      signature(
        chained([date, service, region, 'aws4_request'], (same) => same),
        toSign,
      ),
    ],
  ]
  return made.find(([, bytes]) => bytes.toString('hex') === given.toLowerCase())?.[0]
}
