import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { addresses } from '../../shared/addresses.js'
import { InfoLink } from '../parts/info-link.js'
import { PageLink } from '../parts/page-link.js'
import { texts } from './texts.js'

/** Where a guide says "Trails": why there are none. */
export default function Trails() {
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />}>
          {texts.trails.title}
        </Header>
      }
    >
      <Container>
        <SpaceBetween size="s">
          <div>{texts.trails.text}</div>
          <PageLink to={addresses.cloudTrail.events}>{texts.toHistory}</PageLink>
        </SpaceBetween>
      </Container>
    </ContentLayout>
  )
}
