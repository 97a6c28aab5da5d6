import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useLocation } from 'react-router'
import { absentSentence, nameOfScope } from '../../../server/wire/absent/sentence.js'
import { addresses } from '../../shared/addresses.js'
import { useSession } from '../../shared/session.js'
import { NotFound } from '../not-found.js'
import { Copyable } from '../parts/copyable.js'
import { PageLink } from '../parts/page-link.js'
import { type AbsentService, isAbsent } from './service.js'
import { serviceAt } from './services.js'
import { texts } from './texts.js'

/** In the place of a service's console: why a guide's step fails here, and what to do meanwhile. */
export default function AbsentServicePage() {
  const service = serviceAt(useLocation().pathname)
  return service && isAbsent(service) ? <Absent service={service} /> : <NotFound />
}

function Absent({ service }: { service: AbsentService }) {
  const { title, description, coming, meanwhile = texts.meanwhileText } = service
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={description}>
          {title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Alert type="info" header={coming ? texts.comingHeader(title) : texts.notHere(title)}>
          {coming ? texts.comingText : texts.notHereText}
        </Alert>
        {service.id === 'support' ? <AccountId /> : null}
        <Container header={<Header variant="h2">{texts.meanwhile}</Header>}>
          <SpaceBetween size="s">
            <div>{meanwhile}</div>
            <SpaceBetween direction="horizontal" size="l">
              <PageLink to={addresses.policies.create}>{texts.createPolicy}</PageLink>
              <PageLink to={addresses.simulator}>{texts.simulator}</PageLink>
              <PageLink to={addresses.dashboard}>{texts.backToIam}</PageLink>
            </SpaceBetween>
          </SpaceBetween>
        </Container>
        <OnTheWire service={service} />
      </SpaceBetween>
    </ContentLayout>
  )
}

/** The very sentence that the server answers with. */
function OnTheWire({ service: { scope, command, operation } }: { service: AbsentService }) {
  const answer = texts.example(command, operation, absentSentence(nameOfScope(scope) ?? scope))
  return (
    <Container header={<Header variant="h2">{texts.wire}</Header>}>
      <SpaceBetween size="s">
        <div>{texts.wireText(scope)}</div>
        <Box variant="code">
          <span className="command">{answer}</span>
        </Box>
      </SpaceBetween>
    </Container>
  )
}

/** As Support Center shows it: guides go there to find it. */
function AccountId() {
  const { accountId } = useSession()
  return (
    <Container header={<Header variant="h2">{texts.account}</Header>}>
      <KeyValuePairs items={[{ label: texts.accountId, value: <Copyable what={texts.accountId} text={accountId} /> }]} />
    </Container>
  )
}
