/**
 * What may be wrong with a text that a learner hands in: `live-secret` (of a key in this account), `plain-secret` (it
 * looks like one), `base64-secret`, `not-mentioned` (a word that it must have), `too-short` (beyond what stood there).
 */
export const TEXT_FINDINGS = ['live-secret', 'plain-secret', 'base64-secret', 'not-mentioned', 'too-short'] as const
export type TextFinding = (typeof TEXT_FINDINGS)[number]

/** What a learner would read of a text that lacks something: `not-mentioned:<id>` says what, where the lesson names it. */
export type FoundInText = TextFinding | `not-mentioned:${string}`

/**
 * What may be wrong with a part of a signature that was written by hand. Where it is, or what, stands after a colon:
 * `differs:5:12:x` (line, character, what the server has), `goes-on:5:12`, `missing-line:5`, `extra-line:10`,
 * `hash:9`, `hashed-line-feed:9`, `not-a-hash:9`, `signed-otherwise:<in words>`.
 */
export const WORKSHEET_FINDINGS = [
  'differs',
  'goes-on',
  'missing-line',
  'extra-line',
  'hash',
  'hashed-line-feed',
  'not-a-hash',
  'host-unsigned',
  'host-without-port',
  'not-a-signature',
  'secret-itself',
  'signing-key',
  'hex-key',
  'scope-order',
  'signed-otherwise',
  'signature-differs',
] as const
export type WorksheetFindingName = (typeof WORKSHEET_FINDINGS)[number]
export type WorksheetFinding = WorksheetFindingName | `${WorksheetFindingName}:${string}`

/** What a learner writes of a signature by hand, in its order. */
export const WORKSHEET_PARTS = ['canonical-request', 'string-to-sign', 'signature'] as const
export type WorksheetPart = (typeof WORKSHEET_PARTS)[number]
