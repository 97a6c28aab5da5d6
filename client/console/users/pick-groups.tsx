import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Multiselect from '@cloudscape-design/components/multiselect'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { Failure } from '../../shared/failure.js'
import { PickPolicies } from '../permissions/pick-policies.js'
import { useGroups } from '../queries/groups.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

interface PickProps {
  chosen: readonly string[]
  onChange(chosen: readonly string[]): void
}

/** Groups by name, with a way to make one. */
export function PickGroups({ chosen, onChange }: PickProps) {
  const groups = useGroups()
  const [creating, setCreating] = useState(false)
  const options = (groups.data ?? []).map(({ GroupName = '' }) => ({ value: GroupName, label: GroupName }))
  const none = groups.data?.length === 0
  return (
    <SpaceBetween size="s">
      <FormField label={texts.groups} stretch {...(none ? { description: texts.noGroups } : {})}>
        <Multiselect
          options={options}
          selectedOptions={chosen.map((value) => ({ value, label: value }))}
          onChange={({ detail }) => onChange(detail.selectedOptions.map(({ value = '' }) => value))}
          placeholder={texts.chooseGroups}
          statusType={groups.isPending ? 'loading' : 'finished'}
        />
      </FormField>
      {groups.error ? <Failure error={groups.error} /> : null}
      <Button formAction="none" onClick={() => setCreating(true)}>
        {texts.createGroup}
      </Button>
      {creating ? (
        <CreateGroup
          onClose={() => setCreating(false)}
          onCreated={(name) => {
            setCreating(false)
            onChange([...chosen, name])
          }}
        />
      ) : null}
    </SpaceBetween>
  )
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
