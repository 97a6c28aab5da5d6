import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { addresses } from '../../shared/addresses.js'
import { useSession } from '../../shared/session.js'
import { PageLink } from '../parts/page-link.js'
import type { SecurityStatus as Status } from '../queries/security-status.js'
import type { Loading } from '../queries/use-wire-query.js'
import { Part } from './part.js'
import { texts } from './texts.js'

const PATHS: Record<keyof Status, string> = {
  rootKeys: addresses.ownCredentials.show,
  rootMfa: addresses.ownCredentials.show,
  users: addresses.users.list,
  groups: addresses.groups.list,
  passwordPolicy: addresses.accountSettings.show,
  rotation: addresses.users.list,
}
const ORDER = Object.keys(PATHS) as (keyof Status)[]

/** The checklist of study guides: what a well-kept account has, each line with its reason and its way there. */
export function SecurityStatus({ query }: { query: Loading<Status> }) {
  const { type } = useSession()
  const done = query.data ? ORDER.filter((key) => query.data?.[key]).length : undefined
  return (
    <LessonHotspot id="security-status">
      <Container
        header={
          <Header variant="h2" description={done === undefined ? undefined : texts.complete(done, ORDER.length)}>
            {texts.status}
          </Header>
        }
      >
        <Part query={query}>
          {(status) => (
            <SpaceBetween size="xs">
              {ORDER.map((key) => {
                const { title, text, fix } = texts.checks[key]
                const forRootOnly = key === 'rootKeys' || key === 'rootMfa'
                return (
                  <ExpandableSection
                    key={key}
                    headerText={
                      <StatusIndicator
                        type={status[key] ? 'success' : 'warning'}
                        colorOverride={status[key] ? 'green' : 'yellow'}
                      >
                        <span className="words">{title}</span>
                      </StatusIndicator>
                    }
                  >
                    <SpaceBetween size="xs">
                      <div>{text}</div>
                      {forRootOnly && type !== 'Root' ? null : <PageLink to={PATHS[key]}>{fix}</PageLink>}
                    </SpaceBetween>
                  </ExpandableSection>
                )
              })}
            </SpaceBetween>
          )}
        </Part>
      </Container>
    </LessonHotspot>
  )
}
