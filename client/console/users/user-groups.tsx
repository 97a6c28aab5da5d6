import type { Group } from '@aws-sdk/client-iam'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { addresses } from '../../shared/addresses.js'
import { ConfirmDialog } from '../parts/confirm-dialog.js'
import { PageLink } from '../parts/page-link.js'
import { ResourceTable } from '../parts/resource-table.js'
import { useUserGroups } from '../queries/users.js'
import { GroupPolicies } from './group-policies.js'
import { texts } from './texts.js'

/** The groups a user is in. */
export function UserGroups({ userName }: { userName: string }) {
  const query = useUserGroups(userName)
  const [removing, setRemoving] = useState<readonly string[]>()
  const navigate = useNavigate()
  const close = () => setRemoving(undefined)
  return (
    <>
      <ResourceTable<Group>
        title={texts.groups}
        variant="container"
        query={query}
        idOf={({ GroupId = '' }) => GroupId}
        nameOf={({ GroupName = '' }) => GroupName}
        textOf={({ GroupName = '' }) => GroupName}
        selection="multi"
        empty={{ title: texts.noMember }}
        columns={[
          {
            id: 'name',
            header: texts.groupName,
            cell: ({ GroupName = '' }) => <PageLink to={addresses.groups.of(GroupName)}>{GroupName}</PageLink>,
            sort: ({ GroupName = '' }) => GroupName,
          },
          {
            id: 'policies',
            header: texts.attachedPolicies,
            cell: ({ GroupName = '' }) => <GroupPolicies groupName={GroupName} />,
          },
          { id: 'arn', header: texts.arn, cell: ({ Arn }) => Arn, hidden: true },
        ]}
        actions={(selected) => (
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              disabled={selected.length === 0}
              onClick={() => setRemoving(selected.map(({ GroupName = '' }) => GroupName))}
            >
              {texts.remove}
            </Button>
            <LessonHotspot id="user-groups-add">
              <Button onClick={() => navigate(addresses.users.addToGroups(userName))}>{texts.addGroups}</Button>
            </LessonHotspot>
          </SpaceBetween>
        )}
      />
      {removing ? (
        <ConfirmDialog
          header={texts.removeGroupsHeader(userName, removing)}
          submitText={texts.remove}
          run={async (iam) => {
            for (const GroupName of removing) await iam.removeUserFromGroup({ UserName: userName, GroupName })
          }}
          onClose={close}
        >
          <Box>
            {texts.removeGroupsText} {removing.join(', ')}
          </Box>
        </ConfirmDialog>
      ) : null}
    </>
  )
}
