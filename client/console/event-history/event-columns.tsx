import type { Event } from '@aws-sdk/client-cloudtrail'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { addresses } from '../../shared/addresses.js'
import { dateTimeSeconds } from '../../shared/locale.js'
import { PageLink } from '../parts/page-link.js'
import type { Column } from '../parts/resource-table.js'
import { recordOf } from './events.js'
import { texts } from './texts.js'

/** The columns of AWS's preferences. At first there are AWS's own and those by which an intruder is found. */
export const EVENT_COLUMNS: readonly Column<Event>[] = [
  {
    id: 'name',
    header: texts.columns.name,
    cell: ({ EventId = '', EventName }) => <PageLink to={addresses.cloudTrail.event(EventId)}>{EventName}</PageLink>,
    sort: ({ EventName = '' }) => EventName,
  },
  {
    id: 'time',
    header: texts.columns.time,
    cell: ({ EventTime }) => (EventTime ? dateTimeSeconds(EventTime) : ''),
    sort: ({ EventTime }) => EventTime?.getTime() ?? 0,
  },
  {
    id: 'user',
    header: texts.columns.user,
    cell: ({ Username }) => Username ?? texts.none,
    sort: ({ Username = '' }) => Username,
  },
  {
    id: 'address',
    header: texts.columns.address,
    cell: (event) => recordOf(event).sourceIPAddress,
    sort: (event) => recordOf(event).sourceIPAddress ?? '',
  },
  {
    id: 'source',
    header: texts.columns.source,
    cell: ({ EventSource }) => EventSource,
    sort: ({ EventSource = '' }) => EventSource,
  },
  {
    id: 'resourceType',
    header: texts.columns.resourceType,
    cell: ({ Resources = [] }) => Resources.map(({ ResourceType }) => ResourceType).join(', ') || texts.none,
    hidden: true,
  },
  {
    id: 'resources',
    header: texts.columns.resources,
    cell: ({ Resources = [] }) => Resources.map(({ ResourceName }) => ResourceName).join(', ') || texts.none,
  },
  {
    id: 'error',
    header: texts.columns.error,
    cell: (event) => {
      const { errorCode } = recordOf(event)
      return errorCode ? <StatusIndicator type="error">{errorCode}</StatusIndicator> : texts.none
    },
    sort: (event) => recordOf(event).errorCode ?? '',
  },
  { id: 'key', header: texts.columns.key, cell: ({ AccessKeyId }) => AccessKeyId ?? texts.none, hidden: true },
  { id: 'region', header: texts.columns.region, cell: (event) => recordOf(event).awsRegion, hidden: true },
  { id: 'id', header: texts.columns.id, cell: ({ EventId }) => EventId, hidden: true },
  { id: 'request', header: texts.columns.request, cell: (event) => recordOf(event).requestID ?? texts.none, hidden: true },
  { id: 'readOnly', header: texts.columns.readOnly, cell: ({ ReadOnly }) => ReadOnly, hidden: true },
]
