import type { Group } from '@aws-sdk/client-iam'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { addresses } from '../../shared/addresses.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { ConfirmDialog } from '../parts/confirm-dialog.js'
import { PageLink } from '../parts/page-link.js'
import { ResourceTable } from '../parts/resource-table.js'
import { useAction } from '../queries/use-action.js'
import { useUserGroups } from '../queries/users.js'
import { GroupPolicies } from './group-policies.js'
import { PickGroups } from './pick-groups.js'
import { texts } from './texts.js'

/** The groups a user is in. */
export function UserGroups({ userName }: { userName: string }) {
  const query = useUserGroups(userName)
  const [dialog, setDialog] = useState<'add' | { remove: readonly string[] }>()
  const close = () => setDialog(undefined)
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
              onClick={() => setDialog({ remove: selected.map(({ GroupName = '' }) => GroupName) })}
            >
              {texts.remove}
            </Button>
            <LessonHotspot id="user-groups-add">
              <Button onClick={() => setDialog('add')}>{texts.addGroups}</Button>
            </LessonHotspot>
          </SpaceBetween>
        )}
      />
      {dialog === 'add' ? <AddGroups userName={userName} onClose={close} /> : null}
      {typeof dialog === 'object' ? (
        <ConfirmDialog
          header={texts.removeGroupsHeader(userName, dialog.remove)}
          submitText={texts.remove}
          run={async (iam) => {
            for (const GroupName of dialog.remove) await iam.removeUserFromGroup({ UserName: userName, GroupName })
          }}
          onClose={close}
        >
          <Box>
            {texts.removeGroupsText} {dialog.remove.join(', ')}
          </Box>
        </ConfirmDialog>
      ) : null}
    </>
  )
}

function AddGroups({ userName, onClose }: { userName: string; onClose(): void }) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const action = useAction()
  const submit = async () => {
    const outcome = await action.run(async (iam) => {
      for (const GroupName of chosen) await iam.addUserToGroup({ UserName: userName, GroupName })
    })
    if (outcome.ok) onClose()
  }
  return (
    <FormDialog
      size="max"
      header={texts.addGroups}
      submitText={texts.addGroups}
      running={action.running}
      disabled={chosen.length === 0}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <PickGroups chosen={chosen} onChange={setChosen} />
    </FormDialog>
  )
}
