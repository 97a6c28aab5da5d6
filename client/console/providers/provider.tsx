import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { dateTime } from '../../shared/locale.js'
import { Copyable } from '../parts/copyable.js'
import { InfoLink } from '../parts/info-link.js'
import { Loaded } from '../parts/loaded.js'
import { isOidc, useOidcProvider, useSamlProvider } from '../queries/providers.js'
import { ResourceTags } from '../tags/resource-tags.js'
import { Audiences } from './audiences.js'
import { texts } from './texts.js'

/** One identity provider: whom it is, for whom its tokens are made, its tags. */
export default function ProviderPage() {
  const { providerArn: arn = '' } = useParams()
  const name = arn.slice(arn.indexOf('/') + 1)
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />}>
          {name}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {isOidc(arn) ? <Oidc arn={arn} /> : <Saml arn={arn} />}
        <ResourceTags resource={{ kind: isOidc(arn) ? 'oidc-provider' : 'saml-provider', name: arn }} />
      </SpaceBetween>
    </ContentLayout>
  )
}

function Oidc({ arn }: { arn: string }) {
  const query = useOidcProvider(arn)
  return (
    <Loaded query={query}>
      {({ url, clientIds, createDate }) => (
        <SpaceBetween size="l">
          <Summary
            items={[
              { label: texts.url, value: url },
              { label: texts.type, value: texts.oidc },
              { label: texts.columns.created, value: createDate ? dateTime(createDate) : '' },
              { label: texts.columns.arn, value: <Copyable what={texts.columns.arn} text={arn} /> },
            ]}
          />
          <Audiences arn={arn} audiences={clientIds} />
        </SpaceBetween>
      )}
    </Loaded>
  )
}

function Saml({ arn }: { arn: string }) {
  const query = useSamlProvider(arn)
  return (
    <Loaded query={query}>
      {({ metadata, createDate }) => (
        <SpaceBetween size="l">
          <Summary
            items={[
              { label: texts.type, value: texts.saml },
              { label: texts.columns.created, value: createDate ? dateTime(createDate) : '' },
              { label: texts.columns.arn, value: <Copyable what={texts.columns.arn} text={arn} /> },
            ]}
          />
          <Container header={<Header variant="h2">{texts.metadata}</Header>}>
            <Box variant="pre">{metadata}</Box>
          </Container>
        </SpaceBetween>
      )}
    </Loaded>
  )
}

function Summary({ items }: { items: { label: string; value: ReactNode }[] }) {
  return (
    <Container>
      <KeyValuePairs columns={2} items={items} />
    </Container>
  )
}
