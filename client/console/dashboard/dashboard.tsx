import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { addresses } from '../../shared/addresses.js'
import { useAppearance } from '../../shared/appearance.js'
import { number } from '../../shared/locale.js'
import { useSession } from '../../shared/session.js'
import { NextLesson } from '../home/next-lesson.js'
import { InfoLink } from '../parts/info-link.js'
import { PageLink } from '../parts/page-link.js'
import { useAccountAlias, useAccountSummary } from '../queries/account.js'
import { mfaDevicesQuery } from '../queries/mfa-devices.js'
import { useSecurityStatus } from '../queries/security-status.js'
import { useIamQuery } from '../queries/use-iam-query.js'
import type { Loading } from '../queries/use-wire-query.js'
import { AccountBox } from './account-box.js'
import { Part } from './part.js'
import { Recommendations } from './recommendations.js'
import { Refusals } from './refusals.js'
import { SecurityStatus } from './security-status.js'
import { texts } from './texts.js'

/** As AWS's: what to fix, what there is, whose account it is. */
export default function Dashboard() {
  const { type, userName = '', clockOffset } = useSession()
  const { style } = useAppearance()
  const today = style === 'today'
  const summary = useAccountSummary()
  const alias = useAccountAlias()
  const status = useSecurityStatus(() => Date.now() + clockOffset)
  const ownMfa = useIamQuery({
    ...mfaDevicesQuery({ kind: 'user', userName }),
    enabled: today && type === 'IAMUser',
  })
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />}>
          {texts.title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Refusals queries={[summary, ownMfa, status, alias]} />
        <ColumnLayout columns={2}>
          <SpaceBetween size="l">
            {today ? <Recommendations summary={summary} ownMfa={ownMfa} /> : null}
            <SecurityStatus query={status} />
            <Resources summary={summary} />
          </SpaceBetween>
          <SpaceBetween size="l">
            <AccountBox alias={alias} />
            <NextLesson />
            <Container header={<Header variant="h2">{texts.quickLinks}</Header>}>
              <PageLink to={addresses.ownCredentials.show}>{texts.ownCredentials}</PageLink>
            </Container>
            <Container header={<Header variant="h2">{texts.tools}</Header>}>
              <PageLink to={addresses.simulator}>{texts.simulator}</PageLink>
            </Container>
          </SpaceBetween>
        </ColumnLayout>
      </SpaceBetween>
    </ContentLayout>
  )
}

function Resources({ summary }: { summary: Loading<Partial<Record<string, number>>> }) {
  return (
    <Container
      header={
        <Header variant="h2" description={texts.resourcesText}>
          {texts.resources}
        </Header>
      }
    >
      <Part query={summary}>
        {(counts) => (
          <KeyValuePairs
            columns={3}
            items={texts.counters.map(({ key, label, path }) => ({
              label,
              value: <PageLink to={path}>{number(counts[key] ?? 0)}</PageLink>,
            }))}
          />
        )}
      </Part>
    </Container>
  )
}
