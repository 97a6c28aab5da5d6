import {
  AssociateIamInstanceProfileCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DisassociateIamInstanceProfileCommand,
  type EC2Client,
  type Instance,
  ReplaceIamInstanceProfileAssociationCommand,
} from '@aws-sdk/client-ec2'
import Alert from '@cloudscape-design/components/alert'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useParams } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { Loaded } from '../parts/loaded.js'
import { TaskPage } from '../parts/task-page.js'
import { TypedConfirmation } from '../parts/typed-confirmation.js'
import { useInstance } from '../queries/ec2/instances.js'
import { useEc2 } from '../queries/ec2/use-ec2-query.js'
import { useRegion } from '../queries/region.js'
import { NO_PROFILE, ProfileSelect } from './profile-select.js'
import { texts } from './texts.js'

/** Gives the instance of the address another role, or none. */
export default function ModifyIamRole() {
  const { instanceId = '' } = useParams()
  const { fullName } = useRegion()
  const query = useInstance(instanceId)
  if (query.data && !query.error) return <RoleForm instance={query.data} />
  return (
    <ContentLayout header={<Header variant="h1">{texts.role.header}</Header>}>
      <Loaded query={query}>{() => <Alert type="error">{texts.notFound(instanceId, fullName)}</Alert>}</Loaded>
    </ContentLayout>
  )
}

function RoleForm({ instance }: { instance: Instance }) {
  const { InstanceId = '', IamInstanceProfile } = instance
  const [before] = useState(IamInstanceProfile?.Arn ?? NO_PROFILE)
  const [arn, setArn] = useState(before)
  const [typed, setTyped] = useState('')
  const ec2 = useEc2()
  const detaches = arn === NO_PROFILE && before !== NO_PROFILE
  return (
    <TaskPage
      header={texts.role.header}
      description={texts.role.description}
      submitText={texts.role.submit}
      ready={arn !== before && (!detaches || typed === texts.role.detach)}
      run={() => changeProfile(ec2, InstanceId, arn)}
      success={texts.role.saved(InstanceId)}
      backTo={addresses.ec2.instances.of(InstanceId, 'security')}
    >
      <Container>
        <SpaceBetween size="l">
          <FormField label={texts.columns.id}>{InstanceId}</FormField>
          <ProfileSelect label={texts.role.label} description={texts.role.hint} value={arn} onChange={setArn} />
          {detaches ? (
            <TypedConfirmation expected={texts.role.detach} label={texts.role.detachLabel} value={typed} onChange={setTyped} />
          ) : null}
        </SpaceBetween>
      </Container>
    </TaskPage>
  )
}

/** One call takes a role, another gives one, and a third puts one in the place of another. */
async function changeProfile(ec2: EC2Client, InstanceId: string, arn: string): Promise<void> {
  const { IamInstanceProfileAssociations: [present] = [] } = await ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({ Filters: [{ Name: 'instance-id', Values: [InstanceId] }] }),
  )
  const AssociationId = present?.AssociationId
  const IamInstanceProfile = { Arn: arn }
  if (arn === NO_PROFILE) {
    if (AssociationId !== undefined) await ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }))
  } else if (AssociationId === undefined) {
    await ec2.send(new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile }))
  } else await ec2.send(new ReplaceIamInstanceProfileAssociationCommand({ AssociationId, IamInstanceProfile }))
}
