import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { Failure } from '../../shared/failure.js'
import { Asked } from '../parts/asked.js'
import { InfoLink } from '../parts/info-link.js'
import { PageLink } from '../parts/page-link.js'
import { useInstances } from '../queries/ec2/instances.js'
import { useKeyPairs } from '../queries/ec2/key-pairs.js'
import { useSecurityGroups } from '../queries/ec2/launch.js'
import { useRegion } from '../queries/region.js'
import { texts } from './texts.js'

/** EC2's front page: how much of what there is in the chosen Region. */
export default function Ec2Dashboard() {
  const { fullName } = useRegion()
  const keyPairs = useKeyPairs()
  const instances = useInstances()
  const groups = useSecurityGroups()
  const navigate = useNavigate()
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
                label: texts.running,
                value: (
                  <Asked query={instances}>
                    {(all) => (
                      <PageLink to={addresses.ec2.instances.list}>
                        {all.filter(({ State }) => State?.Name === 'running').length}
                      </PageLink>
                    )}
                  </Asked>
                ),
              },
              {
                label: texts.keyPairs,
                value: (
                  <Asked query={keyPairs}>
                    {({ length }) => <PageLink to={addresses.ec2.keyPairs.list}>{length}</PageLink>}
                  </Asked>
                ),
              },
              {
                label: texts.securityGroups,
                value: (
                  <Asked query={groups}>
                    {({ length }) => <PageLink to={addresses.ec2.securityGroups.list}>{length}</PageLink>}
                  </Asked>
                ),
              },
            ]}
          />
        </Container>
        <Container
          header={
            <Header variant="h2" description={texts.launchText(fullName)}>
              {texts.launchHeader}
            </Header>
          }
        >
          <Button variant="primary" onClick={() => navigate(addresses.ec2.instances.launch)}>
            {texts.launch}
          </Button>
        </Container>
        {instances.error ? <Failure error={instances.error} /> : null}
      </SpaceBetween>
    </ContentLayout>
  )
}
