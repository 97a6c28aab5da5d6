import type { Secret } from '../../account/secret.js'
import type { WorksheetFinding, WorksheetPart } from '../../lessons/format/findings.js'
import { causeInWords } from '../../records/explanations/signature.js'
import { sha256Hex, signature, signingKey } from '../../sigv4/canonical.js'
import { diagnose } from '../../sigv4/diagnose.js'
import { mistakeByHand } from './by-hand.js'
import { claimed, textsOf, type Worksheet } from './worksheet.js'

/** Compares with what the server makes of the same request; what was written is kept nowhere, nor is the answer told. */
export function compare(part: WorksheetPart, sheet: Worksheet, secret: Secret, given: string): WorksheetFinding[] {
  if (part === 'signature') return wrongSignature(sheet, secret, given.trim())
  const { text, hashed } = textsOf(sheet)[part]
  const difference = firstDifference(given, text, hashed)
  if (!difference) return []
  // Of a text that differs earlier, the host says nothing yet.
  const atHost = /^[\w-]+:5(:|$)/.test(difference)
  return part === 'canonical-request' && atHost ? [difference, ...hostFindings(sheet, given)] : [difference]
}

const HASH = /^[0-9a-f]{64}$/

function firstDifference(given: string, wanted: string, hashed: string): WorksheetFinding | undefined {
  const [mine, right] = [given.split('\n'), wanted.split('\n')]
  const at = right.findIndex((line, index) => line !== mine[index])
  if (at < 0) return mine.length > right.length ? `extra-line:${right.length + 1}` : undefined
  const [own, line = ''] = [mine[at], right[at]]
  if (own === undefined) return `missing-line:${at + 1}`
  if (HASH.test(line) && !HASH.test(own)) return `not-a-hash:${at + 1}`
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
function hostFindings({ headers }: Worksheet, given: string): WorksheetFinding[] {
  const host = headers.find(([name]) => name === 'Host')?.[1] ?? ''
  const line = given.split('\n').find((one) => /^host:/i.test(one))
  if (line === undefined) return ['host-unsigned']
  const signed = line.slice('host:'.length).trim()
  return signed !== host && signed === host.replace(/:\d+$/, '') ? ['host-without-port'] : []
}

function wrongSignature(sheet: Worksheet, secret: Secret, given: string): WorksheetFinding[] {
  const wanted = signature(signingKey(secret.reveal(), sheet.scope), textsOf(sheet)['string-to-sign'].text).toString('hex')
  if (given === wanted) return []
  const mistake = mistakeByHand(given, secret.reveal(), sheet.scope, textsOf(sheet)['string-to-sign'].text)
  if (mistake) return [mistake]
  const { request, claim } = claimed(sheet, given)
  const cause = diagnose(request, claim, secret, [])
  if (cause) return [`signed-otherwise:${causeInWords(cause)}`]
  return [HASH.test(given) ? 'signature-differs' : 'not-a-signature']
}
