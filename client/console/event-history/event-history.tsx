import type { Event } from '@aws-sdk/client-cloudtrail'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { GLOBAL_REGION } from '../../../server/aws/global-region.js'
import { Failure } from '../../shared/failure.js'
import { download } from '../parts/download.js'
import { ResourceTable } from '../parts/resource-table.js'
import { useRegion } from '../queries/region.js'
import { EVENT_COLUMNS } from './event-columns.js'
import { eventsAsCsv, eventsAsJson } from './event-files.js'
import { CHANGES, type Lookup, recordOf, useAllEvents, useEvents } from './events.js'
import { LookupFilter } from './lookup-filter.js'
import { texts } from './texts.js'

/** CloudTrail's event history: who did what, when, and from where. */
export default function EventHistory() {
  const { code: region, fullName } = useRegion()
  // AWS's own page opens with what changed something; an empty value shows the reading calls too.
  const [lookup, setLookup] = useState(CHANGES)
  const query = useEvents(lookup)
  const files = useDownload(lookup)
  return (
    <SpaceBetween size="m">
      {files.error === undefined ? null : <Failure error={files.error} />}
      <ResourceTable<Event>
        title={texts.title}
        description={texts.description}
        query={query}
        lookup={
          <SpaceBetween size="xs">
            <div>
              {texts.eventsOf(fullName, region)} {region === GLOBAL_REGION ? null : texts.globalEvents}
            </div>
            <LookupFilter lookup={lookup} onChange={setLookup} />
          </SpaceBetween>
        }
        idOf={({ EventId = '' }) => EventId}
        nameOf={({ EventName = '' }) => EventName}
        textOf={(event) =>
          [event.EventName, event.Username, event.EventSource, event.AccessKeyId, recordOf(event).sourceIPAddress].join(' ')
        }
        empty={{ title: texts.empty }}
        filter={{
          label: texts.outcome,
          options: [
            { value: 'error', label: texts.refused },
            { value: 'success', label: texts.done },
          ],
          matches: (event, wanted) => (recordOf(event).errorCode !== undefined) === (wanted === 'error'),
        }}
        columns={EVENT_COLUMNS}
        actions={() => (
          <SpaceBetween direction="horizontal" size="xs">
            {query.hasNextPage ? (
              <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {texts.more}
              </Button>
            ) : null}
            <ButtonDropdown
              loading={files.running}
              items={[
                { id: 'csv', text: texts.asCsv },
                { id: 'json', text: texts.asJson },
              ]}
              onItemClick={({ detail }) => void files.run(detail.id as 'csv' | 'json')}
            >
              {texts.download}
            </ButtonDropdown>
          </SpaceBetween>
        )}
      />
    </SpaceBetween>
  )
}

/** All pages of what is looked up, also those that the list has not loaded. */
function useDownload(lookup: Lookup) {
  const all = useAllEvents()
  const [state, setState] = useState<{ running: boolean; error?: unknown }>({ running: false })
  async function run(format: 'csv' | 'json') {
    setState({ running: true })
    try {
      const events = await all(lookup)
      if (format === 'csv') download('event_history.csv', eventsAsCsv(events))
      else download('event_history.json', eventsAsJson(events), 'application/json')
      setState({ running: false })
    } catch (error) {
      setState({ running: false, error })
    }
  }
  return { ...state, run }
}
