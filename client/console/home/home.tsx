import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { LessonWay } from '../../lab/lesson-hotspot.js'
import { addresses } from '../../shared/addresses.js'
import { InfoLink } from '../parts/info-link.js'
import { Empty } from '../parts/loaded.js'
import { PageLink } from '../parts/page-link.js'
import { isAbsent, type Service } from '../services/service.js'
import { ServiceLink } from '../services/service-link.js'
import { SERVICES } from '../services/services.js'
import { NextLesson } from './next-lesson.js'
import { useRecentPages } from './recent-pages.js'
import { texts } from './texts.js'

/** AWS's first page after sign-in. It calls no service, so nothing on it is refused to anybody. */
export default function Home() {
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />}>
          {texts.title}
        </Header>
      }
    >
      <ColumnLayout columns={2}>
        <SpaceBetween size="l">
          <NextLesson opensAt={addresses.dashboard} />
          <RecentlyVisited />
        </SpaceBetween>
        <Services />
      </ColumnLayout>
    </ContentLayout>
  )
}

function RecentlyVisited() {
  const visited = useRecentPages()
  return (
    <Container header={<Header variant="h2">{texts.recent}</Header>}>
      {visited.length === 0 ? (
        <Empty title={texts.noRecent} text={texts.noRecentText} />
      ) : (
        <SpaceBetween size="xs">
          {visited.map(({ path, title }) => (
            <div key={path} className="words">
              <PageLink to={path}>{title}</PageLink>
            </div>
          ))}
        </SpaceBetween>
      )}
    </Container>
  )
}

const isShown = (service: Service): boolean => !isAbsent(service) || service.coming === true

function Services() {
  return (
    <Container header={<Header variant="h2">{texts.services}</Header>}>
      <SpaceBetween size="s">
        {SERVICES.filter(isShown).map((service) => (
          <div key={service.id}>
            {service.id === 'iam' ? (
              <LessonWay>
                <ServiceLink service={service} />
              </LessonWay>
            ) : (
              <ServiceLink service={service} />
            )}
            <div className="words">{service.description}</div>
          </div>
        ))}
        <PageLink to={addresses.services.all}>{texts.allServices}</PageLink>
      </SpaceBetween>
    </Container>
  )
}
