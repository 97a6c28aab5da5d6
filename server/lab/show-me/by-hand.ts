import { isSensitive } from '../../aws/sensitive.js'
import type { SolutionLine } from '../../lessons/format/lesson.js'

/** Acts that the lab can do for somebody. All others need the learner's own phone, browser, terminal, or secret. */
const PLAYED_ACTS = [
  'dojo:act',
  'dojo:answer',
  'dojo:assumeRole',
  'dojo:deleteAccessKeys',
  'dojo:deleteUser',
  'dojo:forwardClock',
  'dojo:giveKey',
  'dojo:handIn',
  'dojo:wait',
] as const
type PlayedAct = (typeof PLAYED_ACTS)[number]

export const isPlayedAct = (call: string): call is PlayedAct => (PLAYED_ACTS as readonly string[]).includes(call)

/** Everybody can read a password in a lesson's file, so learners choose their own. */
const setsSecret = ({ with: input }: SolutionLine): boolean => Object.keys(input).some(isSensitive)

/** A code of a phone, a password, a session, or a half of a key pair: only the learner has them. */
const needsOwn = (line: SolutionLine): boolean =>
  line.as.endsWith(':session') ||
  line.call === 'ec2:CreateKeyPair' ||
  /\{\{[\w-]+\.(secret|code|password|public)\}\}/.test(JSON.stringify(line.with)) ||
  (line.call === 'dojo:assumeRole' && line.with.code !== undefined)

/** Is a line of a solution left to the learner? */
export const isByHand = (line: SolutionLine): boolean => setsSecret(line) || needsOwn(line) || !isPlayable(line.call)

const isPlayable = (call: string): boolean => /^(iam|sts|ec2|cloudtrail):/.test(call) || isPlayedAct(call)

/** What a line is called with, as it may be shown. */
export const shownInput = (input: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).map(([name, value]) => [name, isSensitive(name) ? '…' : value]))
