import { useQuery } from '@tanstack/react-query'
import { GLOBAL_REGION } from '../../../server/aws/global-region.js'
import { errorCode } from '../../shared/error-parts.js'
import { useSession } from '../../shared/session.js'

const EVERY_MS = 300_000
/** Of 50 events each: two calls a second are all that CloudTrail answers. */
const PAGES = 4
const CHANGES: readonly string[] = ['ChangePassword', 'UpdateLoginProfile']
/** The session that may not read the history. */
const REFUSED = 'iam-dojo-history-refused'

export interface PasswordEvent {
  errorCode?: string
  eventTime?: string
  requestParameters?: { userName?: string } | null
  userIdentity?: { userName?: string }
}

/** The last change of each user's password, of events that come in any order. */
export function lastChanges(events: readonly PasswordEvent[]): ReadonlyMap<string, Date> {
  const changes = new Map<string, Date>()
  for (const { errorCode, eventTime, requestParameters, userIdentity } of events) {
    const userName = requestParameters?.userName ?? userIdentity?.userName
    if (errorCode !== undefined || userName === undefined || eventTime === undefined) continue
    const at = new Date(eventTime)
    const before = changes.get(userName)
    if (before === undefined || before < at) changes.set(userName, at)
  }
  return changes
}

/**
 * When passwords were changed, as the event history of 90 days knows it. GetLoginProfile tells only when a user got the
 * first one, and the credential report may be four hours old. Who can't read the history sees the age of the first, and
 * is refused only once in a session: each refusal is a record in that history.
 */
export function usePasswordChanges(): ReadonlyMap<string, Date> | undefined {
  const { id } = useSession()
  return useQuery({
    queryKey: ['iam', id, 'password-changes'],
    enabled: () => !isRefused(id),
    meta: { changedBy: (operation) => CHANGES.includes(operation) },
    retry: false,
    refetchInterval: EVERY_MS,
    queryFn: async () => {
      try {
        const events: PasswordEvent[] = []
        for (const change of CHANGES) events.push(...(await eventsOf(id, change)))
        return lastChanges(events)
      } catch (error) {
        if (errorCode(error) === 'AccessDenied') sessionStorage.setItem(REFUSED, id)
        throw error
      }
    },
  }).data
}

const isRefused = (session: string): boolean => sessionStorage.getItem(REFUSED) === session

async function eventsOf(session: string, name: string): Promise<PasswordEvent[]> {
  const { cloudTrailOf } = await import('../../shared/cloudtrail.js')
  const found: PasswordEvent[] = []
  let next: string | undefined
  for (let page = 0; page < PAGES; page++) {
    const { Events = [], NextToken } = await cloudTrailOf(session, GLOBAL_REGION).lookupEvents({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }],
      NextToken: next,
    })
    found.push(...Events.map(({ CloudTrailEvent = '{}' }) => JSON.parse(CloudTrailEvent) as PasswordEvent))
    if (!NextToken) break
    next = NextToken
  }
  return found
}

/** When the present password was set. A user who was deleted and made again has none of the old changes. */
export const passwordSetAt = (created: Date, changed: Date | undefined): Date =>
  changed && changed > created ? changed : created
