import type { Event } from '@aws-sdk/client-cloudtrail'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useParams } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { Explain } from '../../shared/explain/explain.js'
import { dateTimeSeconds } from '../../shared/locale.js'
import { Breakable, Copyable } from '../parts/copyable.js'
import { InfoLink } from '../parts/info-link.js'
import { Empty, Loaded } from '../parts/loaded.js'
import { PageLink } from '../parts/page-link.js'
import { recordOf, useEvent } from './events.js'
import { texts } from './texts.js'

/** One event: its details, what it is about, and the whole record. */
export default function EventPage() {
  const { eventId = '' } = useParams()
  const query = useEvent(eventId)
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />}>
          <Breakable text={query.data?.EventName ?? eventId} />
        </Header>
      }
    >
      <Loaded query={query}>
        {(event) =>
          event === null ? (
            <Empty
              title={texts.noEvent}
              text={texts.noEventText}
              action={<PageLink to={addresses.cloudTrail.events}>{texts.toHistory}</PageLink>}
            />
          ) : (
            <SpaceBetween size="l">
              <Details event={event} />
              <Resources event={event} />
              <Record event={event} />
            </SpaceBetween>
          )
        }
      </Loaded>
    </ContentLayout>
  )
}

function Details({ event }: { event: Event }) {
  const { errorCode, errorMessage, requestID, sourceIPAddress, awsRegion, userAgent } = recordOf(event)
  const { columns } = texts
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={errorCode && requestID ? <Explain requestId={requestID} label={texts.explain} /> : undefined}
        >
          {texts.details}
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        // As wide as an access key or a service's name, which have no place to break.
        minColumnWidth={230}
        items={[
          { label: columns.time, value: event.EventTime ? dateTimeSeconds(event.EventTime) : texts.none },
          { label: columns.user, value: event.Username ?? texts.none },
          { label: columns.name, value: event.EventName },
          { label: columns.source, value: event.EventSource },
          {
            label: columns.key,
            value: event.AccessKeyId ? <Copyable what={columns.key} text={event.AccessKeyId} /> : texts.none,
          },
          { label: columns.address, value: sourceIPAddress ?? texts.none },
          { label: columns.id, value: <Copyable what={columns.id} text={event.EventId ?? ''} /> },
          { label: columns.request, value: requestID ? <Copyable what={columns.request} text={requestID} /> : texts.none },
          { label: columns.region, value: awsRegion ?? texts.none },
          {
            label: columns.error,
            value: errorCode ? (
              <StatusIndicator type="error">{[errorCode, errorMessage].filter(Boolean).join(': ')}</StatusIndicator>
            ) : (
              texts.none
            ),
          },
          { label: columns.readOnly, value: event.ReadOnly === 'true' ? texts.yes : texts.no },
          { label: columns.agent, value: userAgent ?? texts.none },
        ]}
      />
    </Container>
  )
}

function Resources({ event: { Resources: resources = [] } }: { event: Event }) {
  return (
    <Table
      header={
        <Header variant="h2" counter={`(${resources.length})`}>
          {texts.referenced}
        </Header>
      }
      items={resources}
      ariaLabels={{ tableLabel: texts.referenced }}
      columnDefinitions={[
        { id: 'type', header: texts.columns.resourceType, cell: ({ ResourceType }) => ResourceType },
        { id: 'name', header: texts.columns.resources, cell: ({ ResourceName }) => ResourceName, isRowHeader: true },
      ]}
      empty={<Empty title={texts.noResources} text={texts.noResourcesText} />}
    />
  )
}

function Record({ event: { CloudTrailEvent = '{}' } }: { event: Event }) {
  const text = JSON.stringify(JSON.parse(CloudTrailEvent), null, 2)
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={texts.recordText}
          actions={
            <CopyToClipboard
              textToCopy={text}
              copyButtonText={texts.copyRecord}
              copySuccessText={texts.copied}
              copyErrorText={texts.copyFailed}
            />
          }
        >
          {texts.record}
        </Header>
      }
    >
      <Box variant="pre">{text}</Box>
    </Container>
  )
}
