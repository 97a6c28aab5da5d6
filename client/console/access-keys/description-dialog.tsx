import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { useAction } from '../queries/use-action.js'
import type { KeyDialogProps } from './access-key-card.js'
import { DescriptionField, descriptionProblem } from './description-field.js'
import { texts } from './texts.js'

/** The description is a tag of the user whose key is the access key id; an empty one removes the tag. */
export function DescriptionDialog({ owner, accessKey, description, onClose }: KeyDialogProps) {
  const [value, setValue] = useState(description)
  const action = useAction()
  const flash = useFlash()
  if (owner.kind === 'root') return null

  async function save() {
    if (descriptionProblem(value) || owner.kind === 'root') return
    const UserName = owner.userName
    const Key = accessKey.AccessKeyId ?? ''
    const outcome = await action.run(async (iam) => {
      if (value) await iam.tagUser({ UserName, Tags: [{ Key, Value: value }] })
      else await iam.untagUser({ UserName, TagKeys: [Key] })
    })
    if (!outcome.ok) return
    flash.success(texts.described)
    onClose()
  }

  return (
    <FormDialog
      header={texts.editDescription}
      submitText={texts.save}
      running={action.running}
      error={action.error}
      onSubmit={save}
      onClose={onClose}
    >
      <DescriptionField value={value} onChange={setValue} />
    </FormDialog>
  )
}
