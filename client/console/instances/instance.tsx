import type { Instance } from '@aws-sdk/client-ec2'
import Alert from '@cloudscape-design/components/alert'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { useSession } from '../../shared/session.js'
import { Copyable } from '../parts/copyable.js'
import { InfoLink } from '../parts/info-link.js'
import { Loaded } from '../parts/loaded.js'
import { RefreshButton } from '../parts/refresh-button.js'
import { useInstance } from '../queries/ec2/instances.js'
import { useRegion } from '../queries/region.js'
import { EditEc2Tags } from '../tags/edit-ec2-tags.js'
import { TagTable } from '../tags/tag-table.js'
import { InstanceActions } from './instance-actions.js'
import { InstanceState, instanceName } from './instance-parts.js'
import { DetailsTab, NetworkingTab, ProfileLink, SecurityTab, StatusTab } from './instance-tabs.js'
import { texts } from './texts.js'

/** One instance: its summary, its actions, and all about it by tab. */
export default function InstancePage() {
  const { instanceId = '' } = useParams()
  const { fullName } = useRegion()
  const query = useInstance(instanceId)
  const instance = query.data ?? undefined
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          info={<InfoLink />}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <RefreshButton query={query} />
              {instance ? <InstanceActions of={[instance]} /> : null}
            </SpaceBetween>
          }
        >
          {texts.summary(instanceId, instance && instanceName(instance))}
        </Header>
      }
    >
      <Loaded query={query}>
        {(found) =>
          found === null ? (
            <Alert type="error">{texts.notFound(instanceId, fullName)}</Alert>
          ) : (
            <SpaceBetween size="l">
              <Summary instance={found} />
              <InstanceTabs instance={found} />
            </SpaceBetween>
          )
        }
      </Loaded>
    </ContentLayout>
  )
}

function Summary({ instance }: { instance: Instance }) {
  const { columns, none } = texts
  const { accountId } = useSession()
  const { code } = useRegion()
  const copyable = (what: string, text: string | undefined) => (text ? <Copyable what={what} text={text} /> : none)
  const arn = `arn:aws:ec2:${code}:${accountId}:instance/${instance.InstanceId}`
  return (
    <Container>
      <KeyValuePairs
        columns={3}
        items={[
          { label: columns.id, value: copyable(columns.id, instance.InstanceId) },
          { label: columns.publicIp, value: copyable(columns.publicIp, instance.PublicIpAddress) },
          { label: columns.privateIp, value: copyable(columns.privateIp, instance.PrivateIpAddress) },
          { label: columns.state, value: <InstanceState instance={instance} /> },
          { label: columns.publicDns, value: copyable(columns.publicDns, instance.PublicDnsName) },
          { label: texts.privateDns, value: copyable(texts.privateDns, instance.PrivateDnsName) },
          { label: columns.type, value: instance.InstanceType },
          { label: columns.role, value: <ProfileLink instance={instance} /> },
          {
            label: texts.imds,
            value: instance.MetadataOptions?.HttpTokens === 'required' ? texts.imdsRequired : texts.imdsOptional,
          },
          { label: texts.vpc, value: instance.VpcId ?? none },
          { label: texts.subnet, value: instance.SubnetId ?? none },
          { label: texts.arn, value: <Copyable what={texts.arn} text={arn} /> },
        ]}
      />
    </Container>
  )
}

function InstanceTabs({ instance }: { instance: Instance }) {
  const { tab = 'details' } = useParams()
  const navigate = useNavigate()
  const [editing, setEditing] = useState(false)
  const { InstanceId = '', Tags = [] } = instance
  return (
    <>
      <Tabs
        activeTabId={tab}
        onChange={({ detail }) => navigate(addresses.ec2.instances.of(InstanceId, detail.activeTabId))}
        tabs={[
          { id: 'details', label: texts.tabs.details, content: <DetailsTab instance={instance} /> },
          { id: 'status', label: texts.tabs.status, content: <StatusTab instance={instance} /> },
          { id: 'security', label: texts.tabs.security, content: <SecurityTab instance={instance} /> },
          { id: 'networking', label: texts.tabs.networking, content: <NetworkingTab instance={instance} /> },
          { id: 'tags', label: texts.tabs.tags, content: <TagTable tags={Tags} onManage={() => setEditing(true)} /> },
        ]}
      />
      {editing ? <EditEc2Tags id={InstanceId} before={Tags} onClose={() => setEditing(false)} /> : null}
    </>
  )
}
