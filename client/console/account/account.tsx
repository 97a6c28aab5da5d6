import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useSession } from '../../shared/session.js'
import { Copyable } from '../parts/copyable.js'
import { InfoLink } from '../parts/info-link.js'
import { RootDetails } from '../security-credentials/root-details.js'
import { texts } from './texts.js'

/** AWS's *Account*: who the account is; root changes its own details here. */
export default function Account() {
  const { type } = useSession()
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />}>
          {texts.title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {type === 'Root' ? <RootDetails /> : <Details />}
        <Container header={<Header variant="h2">{texts.contact}</Header>}>{texts.contactText}</Container>
        <Container header={<Header variant="h2">{texts.alternate}</Header>}>
          <SpaceBetween size="m">
            <div>{texts.alternateText}</div>
            <KeyValuePairs columns={3} items={texts.contacts} />
          </SpaceBetween>
        </Container>
        <Container header={<Header variant="h2">{texts.close}</Header>}>{texts.closeText}</Container>
      </SpaceBetween>
    </ContentLayout>
  )
}

function Details() {
  const { accountId, accountName } = useSession()
  return (
    <Container header={<Header variant="h2">{texts.details}</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={2}
          items={[
            { label: texts.accountName, value: accountName },
            { label: texts.accountId, value: <Copyable what={texts.accountId} text={accountId} /> },
          ]}
        />
        <Box color="text-body-secondary">{texts.rootOnly}</Box>
      </SpaceBetween>
    </Container>
  )
}
