import type { Group } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { dateTime } from '../../shared/locale.js'
import { Asked } from '../parts/asked.js'
import { type Column, ResourceTable } from '../parts/resource-table.js'
import { PickPolicies } from '../permissions/pick-policies.js'
import { groupQuery, useGroups } from '../queries/groups.js'
import { useAction } from '../queries/use-action.js'
import { useIamQuery } from '../queries/use-iam-query.js'
import { userGroupsQuery } from '../queries/users.js'
import { GroupPolicies } from './group-policies.js'
import { texts } from './texts.js'

interface Props {
  /** Names. */
  chosen: readonly string[]
  /** Who is added, and not offered the groups that have them already. */
  userName?: string | undefined
  title?: string
  onChange(chosen: string[]): void
}

/** The account's groups, to choose from, with a way to make one. */
export function PickGroups({ chosen, userName, title = texts.groups, onChange }: Props) {
  const query = useGroups()
  const present = useIamQuery({ ...userGroupsQuery(userName ?? ''), enabled: userName !== undefined })
  const without = present.data?.map(({ GroupName }) => GroupName) ?? []
  const [creating, setCreating] = useState(false)
  return (
    <>
      <ResourceTable<Group>
        title={title}
        variant="container"
        pageSize={10}
        query={{ ...query, data: query.data?.filter(({ GroupName }) => !without.includes(GroupName)) }}
        idOf={({ GroupName = '' }) => GroupName}
        nameOf={({ GroupName = '' }) => GroupName}
        textOf={({ GroupName = '' }) => GroupName}
        selection="multi"
        choice={{ chosen, onChange }}
        empty={{ title: texts.noGroups }}
        columns={COLUMNS}
        actions={() => (
          <Button formAction="none" onClick={() => setCreating(true)}>
            {texts.createGroup}
          </Button>
        )}
      />
      {creating ? (
        <CreateGroup
          onClose={() => setCreating(false)}
          onCreated={(name) => {
            setCreating(false)
            onChange([...chosen, name])
          }}
        />
      ) : null}
    </>
  )
}

const COLUMNS: readonly Column<Group>[] = [
  { id: 'name', header: texts.groupName, cell: ({ GroupName }) => GroupName, sort: ({ GroupName = '' }) => GroupName },
  { id: 'users', header: texts.users, cell: ({ GroupName = '' }) => <UserCount groupName={GroupName} /> },
  { id: 'policies', header: texts.attachedPolicies, cell: ({ GroupName = '' }) => <GroupPolicies groupName={GroupName} /> },
  {
    id: 'created',
    header: texts.createdOn,
    cell: ({ CreateDate }) => (CreateDate ? dateTime(CreateDate) : ''),
    sort: ({ CreateDate }) => CreateDate?.getTime() ?? 0,
  },
]

function UserCount({ groupName }: { groupName: string }) {
  return <Asked query={useIamQuery({ ...groupQuery(groupName), patient: true })}>{(found) => found?.users.length}</Asked>
}

function CreateGroup({ onClose, onCreated }: { onClose(): void; onCreated(name: string): void }) {
  const [name, setName] = useState('')
  const [policies, setPolicies] = useState<readonly string[]>([])
  const action = useAction()
  const submit = async () => {
    const outcome = await action.run(async (iam) => {
      await iam.createGroup({ GroupName: name })
      for (const PolicyArn of policies) await iam.attachGroupPolicy({ GroupName: name, PolicyArn })
    })
    if (outcome.ok) onCreated(name)
  }
  return (
    <FormDialog
      size="max"
      header={texts.createGroup}
      submitText={texts.createGroup}
      running={action.running}
      disabled={name === ''}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormField label={texts.groupName}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <PickPolicies chosen={policies} onChange={setPolicies} />
    </FormDialog>
  )
}
