import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { addresses } from '../../shared/addresses.js'
import { useAppearance } from '../../shared/appearance.js'
import { number } from '../../shared/locale.js'
import { InfoLink } from '../parts/info-link.js'
import { Loaded } from '../parts/loaded.js'
import { PageLink } from '../parts/page-link.js'
import { useAccountSummary } from '../queries/account.js'
import { AccountBox } from './account-box.js'
import { NextLesson } from './next-lesson.js'
import { Recommendations } from './recommendations.js'
import { SecurityStatus } from './security-status.js'
import { texts } from './texts.js'

/** As AWS's: what to mend, what there is, whose account it is. */
export default function Dashboard() {
  const summary = useAccountSummary()
  const { style } = useAppearance()
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
          {style === 'today' ? <Recommendations summary={summary} /> : null}
          <SecurityStatus />
          <Container
            header={
              <Header variant="h2" description={texts.resourcesText}>
                {texts.resources}
              </Header>
            }
          >
            <Loaded query={summary}>
              {(counts) => (
                <KeyValuePairs
                  columns={3}
                  items={texts.counters.map(({ key, label, path }) => ({
                    label,
                    value: <PageLink to={path}>{number(counts[key] ?? 0)}</PageLink>,
                  }))}
                />
              )}
            </Loaded>
          </Container>
        </SpaceBetween>
        <SpaceBetween size="l">
          <AccountBox />
          <NextLesson />
          <Container header={<Header variant="h2">{texts.quickLinks}</Header>}>
            <SpaceBetween size="xs">
              <PageLink to={addresses.ownCredentials.show}>{texts.ownCredentials}</PageLink>
              <PageLink to={addresses.simulator}>{texts.simulator}</PageLink>
            </SpaceBetween>
          </Container>
        </SpaceBetween>
      </ColumnLayout>
    </ContentLayout>
  )
}
