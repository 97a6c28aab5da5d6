import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { useFlash } from '../parts/flash.js'
import { FormDialog } from '../parts/form-dialog.js'
import { Empty, Loaded } from '../parts/loaded.js'
import { useAction } from '../queries/use-action.js'
import { useUserGroups } from '../queries/users.js'
import { PickGroups } from './pick-groups.js'
import { texts } from './texts.js'

/** The groups a user is in. */
export function UserGroups({ userName }: { userName: string }) {
  const query = useUserGroups(userName)
  const [selected, setSelected] = useState<string>()
  const [adding, setAdding] = useState(false)
  const action = useAction()
  const flash = useFlash()
  const remove = async () => {
    const outcome = await action.run((iam) => iam.removeUserFromGroup({ UserName: userName, GroupName: selected }))
    if (outcome.ok) setSelected(undefined)
    else flash.error(texts.remove, outcome.error)
  }
  return (
    <Loaded query={query}>
      {(groups) => (
        <>
          <Table
            items={groups}
            trackBy="GroupId"
            selectionType="single"
            selectedItems={groups.filter(({ GroupName }) => GroupName === selected)}
            onSelectionChange={({ detail }) => setSelected(detail.selectedItems[0]?.GroupName)}
            ariaLabels={{
              tableLabel: texts.groups,
              selectionGroupLabel: texts.groups,
              itemSelectionLabel: (_state, group) => group.GroupName ?? '',
            }}
            columnDefinitions={[
              { id: 'name', header: texts.groupName, cell: ({ GroupName }) => GroupName, isRowHeader: true },
              { id: 'arn', header: texts.arn, cell: ({ Arn }) => Arn },
            ]}
            empty={<Empty title={texts.noMember} />}
            header={
              <Header
                counter={`(${groups.length})`}
                actions={
                  <SpaceBetween direction="horizontal" size="xs">
                    <Button disabled={!selected} onClick={() => void remove()}>
                      {texts.remove}
                    </Button>
                    <LessonHotspot id="user-groups-add">
                      <Button onClick={() => setAdding(true)}>{texts.addGroups}</Button>
                    </LessonHotspot>
                  </SpaceBetween>
                }
              >
                {texts.groups}
              </Header>
            }
          />
          {adding ? <AddGroups userName={userName} onClose={() => setAdding(false)} /> : null}
        </>
      )}
    </Loaded>
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
