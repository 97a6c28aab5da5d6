import type { Instance } from '@aws-sdk/client-ec2'
import Alert from '@cloudscape-design/components/alert'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import Tabs from '@cloudscape-design/components/tabs'
import { useParams } from 'react-router'
import { InfoLink } from '../parts/info-link.js'
import { Loaded } from '../parts/loaded.js'
import { useInstance } from '../queries/ec2/instances.js'
import { useRegion } from '../queries/region.js'
import { SshClientTab } from './ssh-client-tab.js'
import { texts } from './texts.js'

/** How to log in to the instance of the address. Of AWS's ways, an SSH client is the one that is here. */
export default function ConnectPage() {
  const { instanceId = '' } = useParams()
  const { fullName } = useRegion()
  const query = useInstance(instanceId)
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />} description={texts.ssh.description(instanceId)}>
          {texts.ssh.header}
        </Header>
      }
    >
      <Loaded query={query}>
        {(found) =>
          found === null ? <Alert type="error">{texts.notFound(instanceId, fullName)}</Alert> : <Ways instance={found} />
        }
      </Loaded>
    </ContentLayout>
  )
}

const Ways = ({ instance }: { instance: Instance }) => (
  <Tabs tabs={[{ id: 'ssh', label: texts.ssh.tab, content: <SshClientTab instance={instance} /> }]} />
)
