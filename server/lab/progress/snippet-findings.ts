import { createHmac, randomBytes } from 'node:crypto'
import type { AccountView } from '../../account/account.js'
import type { ActorProgress } from '../../lessons/checks/check.js'
import type { FoundInText } from '../../lessons/format/findings.js'
import type { EditedText } from '../../lessons/format/lesson.js'

/** A secret access key has 40 characters. Source: IAM API Reference, "AccessKey". */
const SECRET_LENGTH = 40
const LONG_TOKEN = /[A-Za-z0-9/+=_-]{20,}/g

/** The key belongs to this process alone: the hashes are good for a comparison in memory and for nothing else. */
const HASH_KEY = randomBytes(32)
const hashed = (text: string): string => createHmac('sha256', HASH_KEY).update(text).digest('base64')

/** Secrets in a text: of the account's own keys, or what looks like one, also in Base64. The text itself is kept nowhere. */
export function secretsIn(text: string, account: AccountView): FoundInText[] {
  const tokens = text.match(LONG_TOKEN) ?? []
  const decoded = tokens.flatMap((token) => Buffer.from(token, 'base64').toString('latin1').match(LONG_TOKEN) ?? [])
  const long = [...tokens, ...decoded].flatMap(windows)
  // Most texts have nothing as long as a secret: then none of the account's is looked at.
  const live = new Set(long.length > 0 ? account.ordered('AccessKey').map(({ secret }) => hashed(secret.reveal())) : [])
  return [
    ...(long.some((window) => live.has(hashed(window))) ? ['live-secret' as const] : []),
    ...(tokens.some(looksSecret) ? ['plain-secret' as const] : []),
    ...(decoded.some(looksSecret) ? ['base64-secret' as const] : []),
  ]
}

/** What is wrong with a text that a learner hands in, in a lesson with these actors. */
export function findingsIn(
  { kind, mentions, minLines, text: given }: EditedText,
  text: string,
  account: AccountView,
  actors: Readonly<Record<string, Pick<ActorProgress, 'accessKeyId'>>>,
): FoundInText[] {
  const findings = new Set(secretsIn(text, account))
  for (const mention of mentions) {
    const [word, finding] = typeof mention === 'string' ? [mention, 'not-mentioned' as const] : named(mention, actors)
    if (!text.includes(word)) findings.add(finding)
  }
  const known = new Set(given.split('\n').map((line) => line.trim()))
  const own = text.split('\n').filter((line) => line.trim() !== '' && !known.has(line.trim()))
  if (kind === 'note' && own.length < minLines) findings.add('too-short')
  return [...findings]
}

/** `{{thief.key}}` is the key that this actor holds in this account. */
function named(
  { id, text }: { id: string; text: string },
  actors: Readonly<Record<string, Pick<ActorProgress, 'accessKeyId'>>>,
): [word: string, finding: FoundInText] {
  const word = text.replace(/\{\{([\w-]+)\.key\}\}/g, (whole, actor: string) => actors[actor]?.accessKeyId ?? whole)
  return [word, `not-mentioned:${id}`]
}

const windows = (token: string): string[] =>
  Array.from({ length: Math.max(0, token.length - SECRET_LENGTH + 1) }, (_, at) => token.slice(at, at + SECRET_LENGTH))

/** Forty characters in upper and lower case with digits: no word, no path and no hash in hexadecimal looks like that. */
const looksSecret = (token: string): boolean =>
  token.length === SECRET_LENGTH && /[a-z]/.test(token) && /[A-Z]/.test(token) && /\d/.test(token)
