import type { SecurityGroup } from '@aws-sdk/client-ec2'
import { addresses } from '../../shared/addresses.js'
import { PageLink } from '../parts/page-link.js'
import { type Column, ResourceTable } from '../parts/resource-table.js'
import { useSecurityGroups } from '../queries/ec2/launch.js'
import { texts } from './texts.js'

const { columns } = texts

/** The security groups of the chosen Region. */
export default function SecurityGroups() {
  return (
    <ResourceTable<SecurityGroup>
      title={texts.groups}
      description={texts.description}
      query={useSecurityGroups()}
      idOf={({ GroupId = '' }) => GroupId}
      nameOf={({ GroupName = '' }) => GroupName}
      textOf={({ GroupName, GroupId, VpcId, Description }) => [GroupName, GroupId, VpcId, Description].join(' ')}
      empty={{ title: texts.empty }}
      columns={COLUMNS}
    />
  )
}

const COLUMNS: readonly Column<SecurityGroup>[] = [
  {
    id: 'id',
    header: columns.id,
    cell: ({ GroupId = '' }) => <PageLink to={addresses.ec2.securityGroups.of(GroupId)}>{GroupId}</PageLink>,
    sort: ({ GroupId = '' }) => GroupId,
    least: 210,
  },
  { id: 'name', header: columns.name, cell: ({ GroupName }) => GroupName, sort: ({ GroupName = '' }) => GroupName },
  { id: 'vpc', header: columns.vpc, cell: ({ VpcId }) => VpcId },
  { id: 'description', header: columns.description, cell: ({ Description }) => Description },
  {
    id: 'rules',
    header: columns.rules,
    cell: ({ IpPermissions = [] }) => texts.rulesCount(IpPermissions.length),
    sort: ({ IpPermissions = [] }) => IpPermissions.length,
  },
]
