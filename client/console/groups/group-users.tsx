import type { User } from '@aws-sdk/client-iam'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { dateTime } from '../../shared/locale.js'
import { ConfirmDialog } from '../parts/confirm-dialog.js'
import { PageLink } from '../parts/page-link.js'
import { ResourceTable } from '../parts/resource-table.js'
import type { Loading } from '../queries/use-wire-query.js'
import { texts } from './texts.js'

interface Props {
  groupName: string
  users: User[]
  query: Loading<unknown>
}

export function GroupUsers({ groupName, users, query }: Props) {
  const navigate = useNavigate()
  const [removing, setRemoving] = useState<readonly string[]>()
  return (
    <>
      <ResourceTable<User>
        title={texts.users}
        variant="container"
        query={{ ...query, data: users }}
        idOf={({ UserId = '' }) => UserId}
        nameOf={({ UserName = '' }) => UserName}
        textOf={({ UserName = '' }) => UserName}
        selection="multi"
        empty={{ title: texts.noUsers }}
        columns={[
          {
            id: 'name',
            header: texts.userName,
            cell: ({ UserName = '' }) => <PageLink to={addresses.users.of(UserName)}>{UserName}</PageLink>,
            sort: ({ UserName = '' }) => UserName,
          },
          {
            id: 'created',
            header: texts.createdOn,
            cell: ({ CreateDate }) => (CreateDate ? dateTime(CreateDate) : ''),
            sort: ({ CreateDate }) => CreateDate?.getTime() ?? 0,
          },
        ]}
        actions={(selected) => (
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={selected.length === 0} onClick={() => setRemoving(selected.map(({ UserName = '' }) => UserName))}>
              {texts.remove}
            </Button>
            <Button onClick={() => navigate(addresses.groups.addUsers(groupName))}>{texts.add}</Button>
          </SpaceBetween>
        )}
      />
      {removing ? (
        <ConfirmDialog
          header={texts.removeHeader(removing, groupName)}
          submitText={texts.remove}
          run={async (iam) => {
            for (const UserName of removing) await iam.removeUserFromGroup({ GroupName: groupName, UserName })
          }}
          onClose={() => setRemoving(undefined)}
        >
          <Box>
            {texts.removeText} {removing.join(', ')}
          </Box>
        </ConfirmDialog>
      ) : null}
    </>
  )
}
