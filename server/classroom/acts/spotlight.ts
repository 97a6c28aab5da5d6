import { type AccountView, accountEntity } from '../../account/account.js'
import { ApiError } from '../../api/api-error.js'
import type { Explanation } from '../../records/explanations/explanation.js'
import type { Spotlight } from '../contract.js'
import type { LearnerRow } from '../rows.js'
import type { ClassroomServices } from '../services.js'
import { currentItem, putCurrent } from './current-item.js'

const KIND = 'spotlight'

type Services = Pick<ClassroomServices, 'store' | 'lab'>

export const spotlight = (services: Pick<Services, 'store'>, classId: string): Promise<Spotlight | undefined> =>
  currentItem<Spotlight>(services, classId, KIND)

export const endSpotlight = (services: Services, classId: string): Promise<void> =>
  putCurrent(services, classId, KIND, undefined)

/** Shows a learner's request to all, as nobody's. Throws ApiError NoSuchRequest. */
export async function setSpotlight(services: Services, learner: LearnerRow, requestId: string): Promise<void> {
  const { lab } = services
  const accountIds = (await lab.learners.accountsOf(learner.id)).map(({ accountId }) => accountId)
  const found = await lab.explanations.find(requestId, { accountIds, sourceIp: '' })
  if (!found) throw new ApiError(404, 'NoSuchRequest', 'This learner has made no such request.')
  const account = found.accountId === undefined ? undefined : await lab.accounts.get(found.accountId)
  const names = [...(account ? namesIn(account) : []), ...peopleOf(learner)]
  await putCurrent(services, learner.classId, KIND, anonymous(found, names, lab.clock.now()))
}

/**
 * What is told of a request: its operation, its error, and why, in the sentences that are the same for everybody. Of a
 * sentence that names something, each name gives way to what it is; one that may still tell whose it is, is left out.
 */
export function anonymous(found: Explanation, names: readonly Named[], at: number): Spotlight {
  const { operation, outcome, kind } = found
  const sentences = kind === 'success' ? ['The request succeeded.'] : refusedIn(found, names)
  return {
    ...{ at, operation },
    ...(outcome === 'success' ? {} : { errorCode: outcome.code }),
    ...(sentences.length === 0 ? {} : { explanation: sentences.join(' ') }),
  }
}

/** A name that the account no longer has can't be masked, so sentences with values in them stand under `state`, which isn't told. */
function refusedIn(found: Explanation, names: readonly Named[]): string[] {
  const { kind, summary, rule } = found
  const first = kind === 'authorization' ? deniedIn(found) : masked(summary, names)
  return [first, masked(rule, names)].flatMap((sentence) => sentence ?? [])
}

interface Named {
  name: string
  /** Stands instead of it. */
  as: string
}

function deniedIn({ authorization, operation }: Explanation): string {
  const action = authorization?.action ?? operation
  return authorization?.decision === 'explicit deny'
    ? `A statement of a policy denies ${action}.`
    : `No policy of the caller allows ${action}.`
}

const PATTERNS: readonly [RegExp, string][] = [
  [/arn:aws[\w-]*:[^\s"'’,;)]+/g, 'the resource'],
  [/\b[\w.+-]+@[\w.-]+\b/g, 'the email address'],
  [/\bA(?:KI|SI|RO|ID|NP|GP)A[A-Z0-9]{12,}\b/g, 'the ID'],
  [/\b\d{12}\b/g, 'the account'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,}\b/gi, 'the address'],
]
/** A value of a request's, rather than a word of ours. */
const VALUE = /[@/="“”`\\{}<>*]|\d{6,}/

function masked(sentence: string, names: readonly Named[]): string | undefined {
  let text = sentence
  for (const [pattern, as] of PATTERNS) text = text.replaceAll(pattern, as)
  for (const { name, as } of names) {
    text = text.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}])${literal(name)}(?![\\p{L}\\p{N}])`, 'giu'), as)
  }
  return VALUE.test(text) ? undefined : text
}

function namesIn(account: AccountView): Named[] {
  const { name, alias, email, accountId } = { ...accountEntity(account), accountId: account.accountId }
  const named = (as: string, all: readonly (string | undefined)[]): Named[] =>
    all.flatMap((one) => (one ? [{ name: one, as }] : []))
  return longestFirst([
    ...named('the account', [name, alias, accountId]),
    ...named('the email address', [email]),
    ...named(
      'the user',
      account.ordered('User').map(({ userName }) => userName),
    ),
    ...named(
      'the group',
      account.ordered('Group').map(({ groupName }) => groupName),
    ),
    ...named(
      'the role',
      account.ordered('Role').map(({ roleName }) => roleName),
    ),
    ...named(
      'the policy',
      account.ordered('ManagedPolicy').map(({ policyName }) => policyName),
    ),
  ])
}

const peopleOf = ({ body: { name, fullName, email } }: LearnerRow): Named[] =>
  longestFirst([name, fullName, email].flatMap((one) => (one ? [{ name: one, as: 'the learner' }] : [])))

const longestFirst = (names: Named[]): Named[] => names.sort((one, other) => other.name.length - one.name.length)

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
