import type { Instance } from '@aws-sdk/client-ec2'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { ReactNode } from 'react'
import { addresses } from '../../shared/addresses.js'
import { dateTime } from '../../shared/locale.js'
import { useSession } from '../../shared/session.js'
import { Loaded } from '../parts/loaded.js'
import { PageLink } from '../parts/page-link.js'
import { useInstanceStatuses } from '../queries/ec2/instances.js'
import { texts } from './texts.js'

const { columns, none } = texts

interface Props {
  instance: Instance
}

function Pairs({ header, items }: { header: string; items: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <Container header={<Header variant="h2">{header}</Header>}>
      <KeyValuePairs columns={3} items={items.map(([label, value]) => ({ label, value: value ?? none }))} />
    </Container>
  )
}

/** Instance profiles have no page of their own in the console: the role's name is mostly the same. */
export function ProfileLink({ instance: { IamInstanceProfile } }: Props) {
  const name = IamInstanceProfile?.Arn?.split('/').at(-1)
  return name === undefined ? none : <PageLink to={addresses.roles.of(name)}>{name}</PageLink>
}

const onOff = (value: string | undefined): string => (value === 'enabled' ? texts.enabled : texts.disabled)

export function DetailsTab({ instance }: Props) {
  const options = instance.MetadataOptions ?? {}
  return (
    <Pairs
      header={texts.instanceDetails}
      items={[
        [texts.image, instance.ImageId],
        [texts.platform, instance.PlatformDetails],
        [texts.keyAtLaunch, instance.KeyName ?? texts.noKey],
        [columns.launched, instance.LaunchTime && dateTime(instance.LaunchTime)],
        [texts.reason, instance.StateTransitionReason || none],
        [columns.zone, instance.Placement?.AvailabilityZone],
        [texts.metadataEndpoint, onOff(options.HttpEndpoint)],
        [texts.imds, options.HttpTokens === 'required' ? texts.imdsRequired : texts.imdsOptional],
        [texts.hopLimit, options.HttpPutResponseHopLimit],
        [texts.metadataTags, onOff(options.InstanceMetadataTags)],
      ]}
    />
  )
}

export function StatusTab({ instance: { InstanceId } }: Props) {
  const query = useInstanceStatuses()
  return (
    <Loaded query={query}>
      {(statuses) => {
        const found = statuses.find((status) => status.InstanceId === InstanceId)
        if (!found) return <Box>{texts.notRunning}</Box>
        const shown = (status: string | undefined) => (
          <StatusIndicator type={status === 'ok' ? 'success' : 'pending'}>
            {texts.checkPassed[status === 'ok' ? 'ok' : 'initializing']}
          </StatusIndicator>
        )
        return (
          <Pairs
            header={texts.statusChecks}
            items={[
              [texts.systemCheck, shown(found.SystemStatus?.Status)],
              [texts.instanceCheck, shown(found.InstanceStatus?.Status)],
              [texts.ebsCheck, shown(found.AttachedEbsStatus?.Status)],
            ]}
          />
        )
      }}
    </Loaded>
  )
}

export function SecurityTab({ instance }: Props) {
  const { accountId } = useSession()
  const { SecurityGroups = [] } = instance
  return (
    <Pairs
      header={texts.securityDetails}
      items={[
        [columns.role, <ProfileLink key="profile" instance={instance} />],
        [texts.owner, accountId],
        [
          texts.securityGroups,
          SecurityGroups.length === 0
            ? none
            : SecurityGroups.map(({ GroupId = '', GroupName = '' }) => (
                <div key={GroupId}>
                  <PageLink to={addresses.ec2.securityGroups.of(GroupId)}>{`${GroupId} (${GroupName})`}</PageLink>
                </div>
              )),
        ],
      ]}
    />
  )
}

export function NetworkingTab({ instance }: Props) {
  const [first] = instance.NetworkInterfaces ?? []
  return (
    <Pairs
      header={texts.networkingDetails}
      items={[
        [columns.publicIp, instance.PublicIpAddress],
        [columns.privateIp, instance.PrivateIpAddress],
        [columns.publicDns, instance.PublicDnsName || none],
        [texts.privateDns, instance.PrivateDnsName || none],
        [texts.vpc, instance.VpcId],
        [texts.subnet, instance.SubnetId],
        [columns.zone, instance.Placement?.AvailabilityZone],
        [texts.interface, first?.NetworkInterfaceId],
        [texts.macAddress, first?.MacAddress],
      ]}
    />
  )
}
