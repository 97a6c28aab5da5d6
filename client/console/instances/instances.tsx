import type { Instance, InstanceStatus } from '@aws-sdk/client-ec2'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { dateTime } from '../../shared/locale.js'
import { PageLink } from '../parts/page-link.js'
import { type Column, ResourceTable } from '../parts/resource-table.js'
import { useInstanceStatuses, useInstances } from '../queries/ec2/instances.js'
import { useRegion } from '../queries/region.js'
import type { Loading } from '../queries/use-wire-query.js'
import { InstanceActions } from './instance-actions.js'
import { InstanceState, instanceName, STATE_NAMES, StatusCheck } from './instance-parts.js'
import { texts } from './texts.js'

const { columns, none } = texts
const { instances } = addresses.ec2

/** The instances of the chosen Region. */
export default function Instances() {
  const query = useInstances()
  const statuses = useInstanceStatuses()
  const { fullName } = useRegion()
  const navigate = useNavigate()
  return (
    <ResourceTable<Instance>
      title={texts.instances}
      description={texts.description}
      query={query}
      idOf={({ InstanceId = '' }) => InstanceId}
      nameOf={(instance) => instanceName(instance) ?? instance.InstanceId ?? ''}
      textOf={searched}
      filter={{
        label: texts.stateFilter,
        all: texts.allStates,
        options: STATE_NAMES,
        matches: ({ State }, value) => State?.Name === value,
      }}
      selection="multi"
      empty={{ title: texts.empty, text: texts.emptyText(fullName) }}
      columns={columnsWith(statuses)}
      actions={(selected) => (
        <SpaceBetween direction="horizontal" size="xs">
          {/* As they are now, not as they were when they were selected. */}
          <InstanceActions
            of={(query.data ?? []).filter(({ InstanceId }) => selected.some((one) => one.InstanceId === InstanceId))}
          />
          <Button variant="primary" onClick={() => navigate(instances.launch)}>
            {texts.launch}
          </Button>
        </SpaceBetween>
      )}
    />
  )
}

const searched = (instance: Instance): string =>
  [
    instance.InstanceId,
    instance.State?.Name,
    instance.InstanceType,
    instance.PublicDnsName,
    instance.PublicIpAddress,
    instance.PrivateIpAddress,
    instance.KeyName,
    ...(instance.Tags ?? []).flatMap(({ Key, Value }) => [Key, Value]),
  ].join(' ')

const columnsWith = (statuses: Loading<InstanceStatus[]>): readonly Column<Instance>[] => [
  { id: 'name', header: columns.name, cell: (one) => instanceName(one) ?? none, sort: (one) => instanceName(one) ?? '' },
  {
    id: 'id',
    header: columns.id,
    cell: ({ InstanceId = '' }) => <PageLink to={instances.of(InstanceId)}>{InstanceId}</PageLink>,
    sort: ({ InstanceId = '' }) => InstanceId,
    least: 190,
  },
  {
    id: 'state',
    header: columns.state,
    cell: (instance) => <InstanceState instance={instance} />,
    sort: ({ State }) => State?.Name ?? '',
  },
  { id: 'type', header: columns.type, cell: ({ InstanceType }) => InstanceType, sort: ({ InstanceType = '' }) => InstanceType },
  { id: 'status', header: columns.status, cell: ({ InstanceId }) => <StatusCheck instanceId={InstanceId} query={statuses} /> },
  { id: 'zone', header: columns.zone, cell: ({ Placement }) => Placement?.AvailabilityZone },
  { id: 'publicDns', header: columns.publicDns, cell: ({ PublicDnsName }) => PublicDnsName || none },
  { id: 'publicIp', header: columns.publicIp, cell: ({ PublicIpAddress }) => PublicIpAddress ?? none },
  { id: 'keyName', header: columns.keyName, cell: ({ KeyName }) => KeyName ?? none, sort: ({ KeyName = '' }) => KeyName },
  {
    id: 'groups',
    header: columns.groups,
    cell: ({ SecurityGroups = [] }) => SecurityGroups.map(({ GroupName }) => GroupName).join(', '),
    hidden: true,
  },
  { id: 'privateIp', header: columns.privateIp, cell: ({ PrivateIpAddress }) => PrivateIpAddress ?? none, hidden: true },
  {
    id: 'launched',
    header: columns.launched,
    cell: ({ LaunchTime }) => (LaunchTime ? dateTime(LaunchTime) : ''),
    sort: ({ LaunchTime }) => LaunchTime?.getTime() ?? 0,
    hidden: true,
  },
]
