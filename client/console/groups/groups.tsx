import type { Group } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { addresses } from '../../shared/addresses.js'
import { dateTime } from '../../shared/locale.js'
import { Asked } from '../parts/asked.js'
import { PageLink } from '../parts/page-link.js'
import { ResourceTable } from '../parts/resource-table.js'
import { groupQuery, useGroups } from '../queries/groups.js'
import { policiesQuery } from '../queries/holder.js'
import { useIamQuery } from '../queries/use-iam-query.js'
import { DeleteGroupsDialog } from './delete-groups.js'
import { texts } from './texts.js'

const { columns } = texts

export default function Groups() {
  const query = useGroups()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState<readonly string[]>()
  return (
    <>
      <ResourceTable<Group>
        title={texts.groups}
        description={texts.description}
        query={query}
        idOf={({ GroupId = '' }) => GroupId}
        nameOf={({ GroupName = '' }) => GroupName}
        textOf={({ GroupName, Path, Arn }) => `${GroupName} ${Path} ${Arn}`}
        selection="multi"
        empty={{ title: texts.empty, text: texts.emptyText }}
        columns={[
          {
            id: 'name',
            header: columns.name,
            cell: ({ GroupName = '' }) => <PageLink to={addresses.groups.of(GroupName)}>{GroupName}</PageLink>,
            sort: ({ GroupName = '' }) => GroupName,
          },
          { id: 'users', header: columns.users, cell: ({ GroupName = '' }) => <UserCount groupName={GroupName} /> },
          { id: 'permissions', header: columns.permissions, cell: ({ GroupName = '' }) => <Defined groupName={GroupName} /> },
          {
            id: 'created',
            header: columns.created,
            cell: ({ CreateDate }) => (CreateDate ? dateTime(CreateDate) : ''),
            sort: ({ CreateDate }) => CreateDate?.getTime() ?? 0,
          },
          { id: 'path', header: columns.path, cell: ({ Path }) => Path, sort: ({ Path = '' }) => Path, hidden: true },
          { id: 'arn', header: columns.arn, cell: ({ Arn }) => Arn, hidden: true },
          { id: 'id', header: columns.id, cell: ({ GroupId }) => GroupId, hidden: true },
        ]}
        actions={(selected) => (
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              disabled={selected.length === 0}
              onClick={() => setDeleting(selected.map(({ GroupName = '' }) => GroupName))}
            >
              {texts.delete}
            </Button>
            <LessonHotspot id="groups-create">
              <Button variant="primary" onClick={() => navigate(addresses.groups.create)}>
                {texts.create}
              </Button>
            </LessonHotspot>
          </SpaceBetween>
        )}
      />
      {deleting ? <DeleteGroupsDialog names={deleting} onClose={() => setDeleting(undefined)} /> : null}
    </>
  )
}

function UserCount({ groupName }: { groupName: string }) {
  return <Asked query={useIamQuery({ ...groupQuery(groupName), patient: true })}>{(found) => found?.users.length}</Asked>
}

/** Whether the group has any policy, attached or inline. */
function Defined({ groupName }: { groupName: string }) {
  const query = useIamQuery({ ...policiesQuery({ kind: 'group', name: groupName }), patient: true })
  return (
    <Asked query={query}>
      {({ attached, inline }) =>
        attached.length + inline.length > 0 ? (
          <StatusIndicator type="success">{texts.defined}</StatusIndicator>
        ) : (
          <StatusIndicator type="warning">{texts.notDefined}</StatusIndicator>
        )
      }
    </Asked>
  )
}
