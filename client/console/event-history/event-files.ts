import type { Event } from '@aws-sdk/client-cloudtrail'
import { csvTable } from '../parts/csv.js'
import { recordOf } from './events.js'

/** The columns that the preferences of AWS's page have, under their names there. */
const COLUMNS: readonly [string, (event: Event) => string | undefined][] = [
  ['Event name', ({ EventName }) => EventName],
  ['Event time', ({ EventTime }) => EventTime?.toISOString()],
  ['User name', ({ Username }) => Username],
  ['Event source', ({ EventSource }) => EventSource],
  ['Resource type', ({ Resources = [] }) => Resources.map(({ ResourceType }) => ResourceType).join(', ')],
  ['Resource name', ({ Resources = [] }) => Resources.map(({ ResourceName }) => ResourceName).join(', ')],
  ['AWS access key', ({ AccessKeyId }) => AccessKeyId],
  ['AWS region', (event) => recordOf(event).awsRegion],
  ['Error code', (event) => recordOf(event).errorCode],
  ['Source IP address', (event) => recordOf(event).sourceIPAddress],
  ['Event ID', ({ EventId }) => EventId],
  ['Request ID', (event) => recordOf(event).requestID],
  ['Read-only', ({ ReadOnly }) => ReadOnly],
]

export const eventsAsCsv = (events: readonly Event[]): string =>
  csvTable(
    COLUMNS.map(([header]) => header),
    events.map((event) => COLUMNS.map(([, read]) => read(event) ?? '')),
  )

/** As a trail's log file has them. */
export const eventsAsJson = (events: readonly Event[]): string =>
  `${JSON.stringify({ Records: events.map(({ CloudTrailEvent = '{}' }) => JSON.parse(CloudTrailEvent) as unknown) }, null, 2)}\n`
