import type { User } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { dateTime } from '../../shared/locale.js'
import { useFlash } from '../parts/flash.js'
import { FormDialog } from '../parts/form-dialog.js'
import { PageLink } from '../parts/page-link.js'
import { ResourceTable } from '../parts/resource-table.js'
import { useAction } from '../queries/use-action.js'
import type { Loading } from '../queries/use-iam-query.js'
import { PickUsers } from './pick-users.js'
import { texts } from './texts.js'

interface Props {
  groupName: string
  users: User[]
  query: Loading<unknown>
}

export function GroupUsers({ groupName, users, query }: Props) {
  const [adding, setAdding] = useState(false)
  const action = useAction()
  const flash = useFlash()
  const remove = async (selected: readonly User[], clear: () => void) => {
    const outcome = await action.run(async (iam) => {
      for (const { UserName } of selected) await iam.removeUserFromGroup({ GroupName: groupName, UserName })
    })
    clear()
    if (!outcome.ok) flash.error(texts.remove, outcome.error)
  }
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
            cell: ({ UserName = '' }) => <PageLink to={`/iam/users/${encodeURIComponent(UserName)}`}>{UserName}</PageLink>,
            sort: ({ UserName = '' }) => UserName,
          },
          {
            id: 'created',
            header: texts.createdOn,
            cell: ({ CreateDate }) => (CreateDate ? dateTime(CreateDate) : ''),
            sort: ({ CreateDate }) => CreateDate?.getTime() ?? 0,
          },
        ]}
        actions={(selected, clear) => (
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={selected.length === 0} loading={action.running} onClick={() => void remove(selected, clear)}>
              {texts.remove}
            </Button>
            <Button onClick={() => setAdding(true)}>{texts.add}</Button>
          </SpaceBetween>
        )}
      />
      {adding ? (
        <AddUsers groupName={groupName} present={users.map(({ UserName = '' }) => UserName)} onClose={() => setAdding(false)} />
      ) : null}
    </>
  )
}

function AddUsers({ groupName, present, onClose }: { groupName: string; present: readonly string[]; onClose(): void }) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const action = useAction()
  const submit = async () => {
    const outcome = await action.run(async (iam) => {
      for (const UserName of chosen) await iam.addUserToGroup({ GroupName: groupName, UserName })
    })
    if (outcome.ok) onClose()
  }
  return (
    <FormDialog
      header={texts.add}
      submitText={texts.add}
      running={action.running}
      disabled={chosen.length === 0}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <PickUsers chosen={chosen} without={present} onChange={setChosen} />
    </FormDialog>
  )
}
