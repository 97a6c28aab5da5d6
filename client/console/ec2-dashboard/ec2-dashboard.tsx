import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { addresses } from '../../shared/addresses.js'
import { InfoLink } from '../parts/info-link.js'
import { Loaded } from '../parts/loaded.js'
import { PageLink } from '../parts/page-link.js'
import { useKeyPairs } from '../queries/ec2/key-pairs.js'
import { useRegion } from '../queries/region.js'
import { texts } from './texts.js'

/** EC2's front page: how much of what there is in the chosen Region. */
export default function Ec2Dashboard() {
  const { fullName } = useRegion()
  const keyPairs = useKeyPairs()
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />} description={texts.description}>
          {texts.dashboard}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container
          header={
            <Header variant="h2" description={texts.resourcesText(fullName)}>
              {texts.resources}
            </Header>
          }
        >
          <KeyValuePairs
            columns={3}
            items={[
              {
                label: texts.keyPairs,
                value: (
                  <Loaded query={keyPairs}>
                    {({ length }) => <PageLink to={addresses.ec2.keyPairs.list}>{length}</PageLink>}
                  </Loaded>
                ),
              },
            ]}
          />
        </Container>
      </SpaceBetween>
    </ContentLayout>
  )
}
