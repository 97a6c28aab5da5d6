import type { Secret } from '../../account/secret.js'
import { causeInWords } from '../../events/explanations/signature.js'
import { sha256Hex, signature, signingKey } from '../../wire/sigv4/canonical.js'
import { diagnose } from '../../wire/sigv4/diagnose.js'
import { claimed, type Part, textsOf, type Worksheet } from './worksheet.js'

/**
 * What may be wrong with a part of a signature that was written by hand. Where it is, or what, stands after a colon:
 * `differs:5:12:x` (line, character, what the server has), `goes-on:5:12`, `missing-line:5`, `extra-line:10`,
 * `hash:9`, `hashed-line-feed:9`, `signed-otherwise:<in words>`.
 */
export const WORKSHEET_FINDINGS = [
  'differs',
  'goes-on',
  'missing-line',
  'extra-line',
  'hash',
  'hashed-line-feed',
  'host-unsigned',
  'host-without-port',
  'not-a-signature',
  'signed-otherwise',
  'signature-differs',
] as const
type Finding = (typeof WORKSHEET_FINDINGS)[number] | `${(typeof WORKSHEET_FINDINGS)[number]}:${string}`

/** Compares with what the server makes of the same request; what was written is kept nowhere, nor is the answer told. */
export function compare(part: Part, sheet: Worksheet, secret: Secret, given: string): Finding[] {
  if (part === 'signature') return wrongSignature(sheet, secret, given.trim())
  const { text, hashed } = textsOf(sheet)[part]
  const difference = firstDifference(given, text, hashed)
  if (!difference) return []
  return part === 'canonical-request' ? [difference, ...hostFindings(sheet, given)] : [difference]
}

const HASH = /^[0-9a-f]{64}$/

function firstDifference(given: string, wanted: string, hashed: string): Finding | undefined {
  const [mine, right] = [given.split('\n'), wanted.split('\n')]
  const at = right.findIndex((line, index) => line !== mine[index])
  if (at < 0) return mine.length > right.length ? `extra-line:${right.length + 1}` : undefined
  const [own, line = ''] = [mine[at], right[at]]
  if (own === undefined) return `missing-line:${at + 1}`
  // A hash has no first wrong character worth knowing: all of it is another.
  if (HASH.test(line) && HASH.test(own)) {
    return own === sha256Hex(`${hashed}\n`) ? `hashed-line-feed:${at + 1}` : `hash:${at + 1}`
  }
  const [typed, expected] = [[...own], [...line]]
  const character = expected.findIndex((one, index) => one !== typed[index])
  return character < 0
    ? `goes-on:${at + 1}:${expected.length + 1}`
    : `differs:${at + 1}:${character + 1}:${expected[character]}`
}

/** The two mistakes about the host that clients behind a proxy make, told by name. */
function hostFindings({ headers }: Worksheet, given: string): Finding[] {
  const host = headers.find(([name]) => name === 'Host')?.[1] ?? ''
  const line = given.split('\n').find((one) => /^host:/i.test(one))
  if (line === undefined) return ['host-unsigned']
  const signed = line.slice('host:'.length).trim()
  return signed !== host && signed === host.replace(/:\d+$/, '') ? ['host-without-port'] : []
}

function wrongSignature(sheet: Worksheet, secret: Secret, given: string): Finding[] {
  const wanted = signature(signingKey(secret.reveal(), sheet.scope), textsOf(sheet)['string-to-sign'].text).toString('hex')
  if (given === wanted) return []
  const { request, claim } = claimed(sheet, given)
  const cause = diagnose(request, claim, secret, [])
  if (cause) return [`signed-otherwise:${causeInWords(cause)}`]
  return [HASH.test(given) ? 'signature-differs' : 'not-a-signature']
}
