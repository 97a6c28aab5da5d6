import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { number } from '../../shared/locale.js'
import { Loaded } from '../parts/loaded.js'
import { useAccountSummary } from '../queries/account.js'
import { AccountBox } from './account-box.js'
import { Recommendations } from './recommendations.js'
import { texts } from './texts.js'

export default function Dashboard() {
  const summary = useAccountSummary()
  return (
    <ContentLayout header={<Header variant="h1">{texts.title}</Header>}>
      <ColumnLayout columns={2}>
        <SpaceBetween size="l">
          <Recommendations summary={summary} />
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
                  columns={4}
                  items={Object.entries(texts.counters).map(([key, label]) => ({ label, value: number(counts[key] ?? 0) }))}
                />
              )}
            </Loaded>
          </Container>
        </SpaceBetween>
        <AccountBox />
      </ColumnLayout>
    </ContentLayout>
  )
}
