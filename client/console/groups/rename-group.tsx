import Alert from '@cloudscape-design/components/alert'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { useAction } from '../queries/use-action.js'
import { GROUP_NAME } from './group-name.js'
import { texts } from './texts.js'

/**
 * Gives a group another name. Its path, members, and policies stay; what names its ARN goes on naming the old one.
 * Source: IAM User Guide, "Renaming an IAM user group".
 */
export function RenameGroup({ groupName, onClose }: { groupName: string; onClose(): void }) {
  const [name, setName] = useState(groupName)
  const action = useAction()
  const flash = useFlash()
  const navigate = useNavigate()
  const submit = async () => {
    const outcome = await action.run((iam) => iam.updateGroup({ GroupName: groupName, NewGroupName: name }))
    if (!outcome.ok) return
    flash.success(texts.renamed(name))
    onClose()
    navigate(addresses.groups.of(name), { replace: true })
  }
  return (
    <FormDialog
      header={texts.editHeader(groupName)}
      submitText={texts.save}
      running={action.running}
      disabled={name === groupName || !GROUP_NAME.test(name)}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Alert type="warning">{texts.editText}</Alert>
      <FormField label={texts.name} constraintText={texts.nameHint}>
        <Input value={name} autoComplete={false} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
    </FormDialog>
  )
}
