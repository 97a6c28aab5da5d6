import type { Event } from '@aws-sdk/client-cloudtrail'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { addresses } from '../../shared/addresses.js'
import { InfoLink } from '../parts/info-link.js'
import { Empty, Loaded } from '../parts/loaded.js'
import { PageLink } from '../parts/page-link.js'
import { EVENT_COLUMNS } from './event-columns.js'
import { CHANGES, useEvents } from './events.js'
import { texts } from './texts.js'

const SHOWN = 5
const COLUMNS = EVENT_COLUMNS.filter(({ id }) => ['name', 'time', 'source'].includes(id))

/** CloudTrail's first page: the newest events, and that there are no trails. */
export default function CloudTrailDashboard() {
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />}>
          {texts.dashboard.title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Latest />
        <Container header={<Header variant="h2">{texts.dashboard.trails}</Header>}>{texts.trails.text}</Container>
      </SpaceBetween>
    </ContentLayout>
  )
}

function Latest() {
  const query = useEvents(CHANGES)
  return (
    <Container
      header={
        <Header variant="h2" description={texts.dashboard.latestText}>
          {texts.dashboard.latest}
        </Header>
      }
      footer={
        <Box textAlign="center">
          <PageLink to={addresses.cloudTrail.events}>{texts.dashboard.viewAll}</PageLink>
        </Box>
      }
    >
      <Loaded query={query}>
        {(events) => (
          <Table<Event>
            variant="embedded"
            items={events.slice(0, SHOWN)}
            ariaLabels={{ tableLabel: texts.dashboard.latest }}
            columnDefinitions={COLUMNS.map(({ id, header, cell }, index) => ({ id, header, cell, isRowHeader: index === 0 }))}
            empty={<Empty title={texts.empty} />}
          />
        )}
      </Loaded>
    </Container>
  )
}
