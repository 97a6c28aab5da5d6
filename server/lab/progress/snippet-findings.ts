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

/** What is wrong with a text that a learner hands in, in a lesson with these actors. The text itself is kept nowhere. */
export function findingsIn(
  { kind, mentions, minLines, text: given }: EditedText,
  text: string,
  account: AccountView,
  actors: Readonly<Record<string, Pick<ActorProgress, 'accessKeyId'>>>,
): FoundInText[] {
  const live = new Set(account.ordered('AccessKey').map(({ secret }) => hashed(secret.reveal())))
  const tokens = text.match(LONG_TOKEN) ?? []
  const decoded = tokens.flatMap((token) => Buffer.from(token, 'base64').toString('latin1').match(LONG_TOKEN) ?? [])
  const findings = new Set<FoundInText>()
  if ([...tokens, ...decoded].some((token) => windows(token).some((window) => live.has(hashed(window))))) {
    findings.add('live-secret')
  }
  if (tokens.some(looksSecret)) findings.add('plain-secret')
  if (decoded.some(looksSecret)) findings.add('base64-secret')
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
