import type { SecurityGroup } from '@aws-sdk/client-ec2'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { PageLink } from '../parts/page-link.js'
import { type Column, ResourceTable } from '../parts/resource-table.js'
import { useSecurityGroups } from '../queries/ec2/launch.js'
import { DeleteSecurityGroups } from './delete-security-groups.js'
import { texts } from './texts.js'

const { columns } = texts
const { securityGroups } = addresses.ec2

/** The security groups of the chosen Region. */
export default function SecurityGroups() {
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState<{ groups: readonly SecurityGroup[]; clear(): void }>()
  return (
    <>
      <ResourceTable<SecurityGroup>
        title={texts.groups}
        description={texts.description}
        query={useSecurityGroups()}
        idOf={({ GroupId = '' }) => GroupId}
        nameOf={({ GroupName = '' }) => GroupName}
        textOf={({ GroupName, GroupId, VpcId, Description }) => [GroupName, GroupId, VpcId, Description].join(' ')}
        selection="multi"
        empty={{ title: texts.empty }}
        columns={COLUMNS}
        actions={(selected, clear) => (
          <SpaceBetween direction="horizontal" size="xs">
            <ButtonDropdown
              items={[{ id: 'delete', text: texts.deleteGroups, disabled: selected.length === 0 }]}
              onItemClick={() => setDeleting({ groups: selected, clear })}
            >
              {texts.actions}
            </ButtonDropdown>
            <Button variant="primary" onClick={() => navigate(securityGroups.create)}>
              {texts.create}
            </Button>
          </SpaceBetween>
        )}
      />
      {deleting ? (
        <DeleteSecurityGroups groups={deleting.groups} onDone={deleting.clear} onClose={() => setDeleting(undefined)} />
      ) : null}
    </>
  )
}

const COLUMNS: readonly Column<SecurityGroup>[] = [
  {
    id: 'id',
    header: columns.id,
    cell: ({ GroupId = '' }) => <PageLink to={securityGroups.of(GroupId)}>{GroupId}</PageLink>,
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
