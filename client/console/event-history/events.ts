import type { Event, LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { cloudTrailOf } from '../../shared/cloudtrail.js'
import { useSession } from '../../shared/session.js'
import { useAccountClock } from '../parts/account-now.js'
import { useRegion } from '../queries/region.js'
import type { Attribute } from './texts.js'
import { type TimeRange, timesOf } from './time-range.js'

/** What is looked up: one attribute, as LookupEvents takes it (nothing for an empty value), and the time. */
export interface Lookup {
  attribute: Attribute
  value: string
  range: TimeRange | null
}

/** What changed something. */
export const CHANGES: Lookup = { attribute: 'ReadOnly', value: 'false', range: null }

const inputOf = ({ attribute, value, range }: Lookup, now: Date): LookupEventsCommandInput => ({
  ...(value === '' ? {} : { LookupAttributes: [{ AttributeKey: attribute, AttributeValue: value }] }),
  ...timesOf(range, now),
})

/** The events that match, newest first, a page at a time. */
export function useEvents(lookup: Lookup) {
  const { id: session } = useSession()
  const { code: region } = useRegion()
  const now = useAccountClock()
  const query = useInfiniteQuery({
    queryKey: ['cloudtrail', session, region, 'events', lookup],
    initialPageParam: undefined as string | undefined,
    retry: false,
    refetchInterval: 30_000,
    queryFn: ({ pageParam }) =>
      cloudTrailOf(session, region).lookupEvents({ ...inputOf(lookup, now()), ...(pageParam ? { NextToken: pageParam } : {}) }),
    getNextPageParam: ({ NextToken }) => NextToken,
  })
  return { ...query, data: query.data?.pages.flatMap(({ Events = [] }) => Events) }
}

/** All events that match, whatever is on the page. */
export function useAllEvents(): (lookup: Lookup) => Promise<Event[]> {
  const { id: session } = useSession()
  const { code: region } = useRegion()
  const now = useAccountClock()
  return async (lookup) => {
    const input = inputOf(lookup, now())
    const found: Event[] = []
    let next: string | undefined
    do {
      const page = await cloudTrailOf(session, region).lookupEvents({ ...input, ...(next ? { NextToken: next } : {}) })
      found.push(...(page.Events ?? []))
      next = page.NextToken
    } while (next)
    return found
  }
}

/** The event of this ID; null if there is none. */
export function useEvent(eventId: string) {
  const { id: session } = useSession()
  const { code: region } = useRegion()
  return useQuery({
    queryKey: ['cloudtrail', session, region, 'event', eventId],
    retry: false,
    queryFn: async () => {
      const { Events = [] } = await cloudTrailOf(session, region).lookupEvents({
        LookupAttributes: [{ AttributeKey: 'EventId', AttributeValue: eventId }],
      })
      return Events[0] ?? null
    },
  })
}

/** What stands only in the record. */
export interface EventRecord {
  errorCode?: string
  errorMessage?: string
  requestID?: string
  sourceIPAddress?: string
  awsRegion?: string
  userAgent?: string
}

export const recordOf = ({ CloudTrailEvent = '{}' }: Event): EventRecord => JSON.parse(CloudTrailEvent) as EventRecord
