import type { Event } from '@aws-sdk/client-cloudtrail'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Grid from '@cloudscape-design/components/grid'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { GLOBAL_REGION } from '../../../server/aws/global-region.js'
import { cloudTrailOf } from '../../shared/cloudtrail.js'
import { Explain } from '../../shared/explain/explain.js'
import { dateTime } from '../../shared/locale.js'
import { useSession } from '../../shared/session.js'
import { useRegion } from '../parts/region.js'
import { ResourceTable } from '../parts/resource-table.js'
import { ATTRIBUTES, type Attribute, texts } from './texts.js'

interface Detail {
  errorCode?: string
  requestID?: string
  sourceIPAddress?: string
  awsRegion?: string
}

const detailOf = ({ CloudTrailEvent = '{}' }: Event): Detail => JSON.parse(CloudTrailEvent) as Detail

/** CloudTrail's event history: who did what, with the event as JSON and the reason of each error. */
export default function EventHistory() {
  const { id: session } = useSession()
  const { code: region, fullName } = useRegion()
  // AWS's own page opens with what changed something; an empty value shows the reading calls too.
  const [attribute, setAttribute] = useState<Attribute>('ReadOnly')
  const [value, setValue] = useState('false')
  const [shown, setShown] = useState<Event>()
  const query = useInfiniteQuery({
    queryKey: ['cloudtrail', session, region, value === '' ? '' : attribute, value],
    initialPageParam: undefined as string | undefined,
    retry: false,
    refetchInterval: 30_000,
    queryFn: ({ pageParam }) =>
      cloudTrailOf(session, region).lookupEvents({
        ...(pageParam ? { NextToken: pageParam } : {}),
        ...(value === '' ? {} : { LookupAttributes: [{ AttributeKey: attribute, AttributeValue: value }] }),
      }),
    getNextPageParam: ({ NextToken }) => NextToken,
  })
  const events = query.data?.pages.flatMap(({ Events = [] }) => Events)
  return (
    <SpaceBetween size="m">
      <Grid gridDefinition={[{ colspan: 4 }, { colspan: 8 }]}>
        <FormField label={texts.attribute}>
          <Select
            options={ATTRIBUTES}
            selectedOption={ATTRIBUTES.find((one) => one.value === attribute) ?? null}
            onChange={({ detail }) => setAttribute(detail.selectedOption.value as Attribute)}
          />
        </FormField>
        <FormField label={texts.value}>
          <Input value={value} placeholder={texts.valueHint} onChange={({ detail }) => setValue(detail.value.trim())} />
        </FormField>
      </Grid>
      <div>
        {texts.eventsOf(fullName, region)} {region === GLOBAL_REGION ? null : texts.globalEvents}
      </div>
      <ResourceTable<Event>
        title={texts.title}
        description={texts.description}
        query={{ ...query, data: events }}
        idOf={({ EventId = '' }) => EventId}
        nameOf={({ EventName = '' }) => EventName}
        textOf={({ EventName, Username, EventSource }) => `${EventName} ${Username} ${EventSource}`}
        empty={{ title: texts.empty }}
        filter={{
          label: texts.outcome,
          options: [
            { value: 'error', label: texts.refused },
            { value: 'success', label: texts.done },
          ],
          matches: (event, wanted) => (detailOf(event).errorCode !== undefined) === (wanted === 'error'),
        }}
        columns={[
          {
            id: 'name',
            header: texts.columns.name,
            cell: (event) => (
              <Button variant="inline-link" onClick={() => setShown(event)}>
                {event.EventName}
              </Button>
            ),
            sort: ({ EventName = '' }) => EventName,
          },
          {
            id: 'time',
            header: texts.columns.time,
            cell: ({ EventTime }) => (EventTime ? dateTime(EventTime) : ''),
            sort: ({ EventTime }) => EventTime?.getTime() ?? 0,
          },
          {
            id: 'user',
            header: texts.columns.user,
            cell: ({ Username }) => Username ?? '–',
            sort: ({ Username = '' }) => Username,
          },
          { id: 'source', header: texts.columns.source, cell: ({ EventSource }) => EventSource },
          {
            id: 'resources',
            header: texts.columns.resources,
            cell: ({ Resources = [] }) => Resources.map(({ ResourceName }) => ResourceName).join(', ') || '–',
          },
          {
            id: 'error',
            header: texts.columns.error,
            cell: (event) => {
              const { errorCode } = detailOf(event)
              return errorCode ? <StatusIndicator type="error">{errorCode}</StatusIndicator> : '–'
            },
          },
          { id: 'address', header: texts.columns.address, cell: (event) => detailOf(event).sourceIPAddress, hidden: true },
          { id: 'key', header: texts.columns.key, cell: ({ AccessKeyId }) => AccessKeyId ?? '–', hidden: true },
          { id: 'readOnly', header: texts.columns.readOnly, cell: ({ ReadOnly }) => ReadOnly, hidden: true },
        ]}
        actions={() =>
          query.hasNextPage ? (
            <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {texts.more}
            </Button>
          ) : null
        }
      />
      {shown ? <EventDialog event={shown} onClose={() => setShown(undefined)} /> : null}
    </SpaceBetween>
  )
}

function EventDialog({ event, onClose }: { event: Event; onClose(): void }) {
  const { requestID } = detailOf(event)
  return (
    <Modal visible size="large" header={event.EventName} closeAriaLabel={texts.close} onDismiss={onClose}>
      <SpaceBetween size="s">
        {requestID ? <Explain requestId={requestID} label={texts.explain} /> : null}
        <Box variant="pre">{JSON.stringify(JSON.parse(event.CloudTrailEvent ?? '{}'), null, 2)}</Box>
      </SpaceBetween>
    </Modal>
  )
}
