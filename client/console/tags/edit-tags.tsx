import Box from '@cloudscape-design/components/box'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { type Tag, Tags } from '../parts/tag-editor.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

interface Props {
  before: readonly { Key?: string | undefined; Value?: string | undefined }[]
  save(tags: readonly Tag[]): Promise<void>
  onClose(): void
}

/** The editor for a resource's tags. `save` gives it these tags and takes the others from it. */
export function EditTags({ before, save, onClose }: Props) {
  const [tags, setTags] = useState<readonly Tag[]>(before.map(({ Key = '', Value = '' }) => ({ key: Key, value: Value })))
  const [valid, setValid] = useState(true)
  const action = useAction()
  const flash = useFlash()
  const submit = async () => {
    const outcome = await action.run(() => save(tags))
    if (!outcome.ok) return
    flash.success(texts.saved)
    onClose()
  }
  return (
    <FormDialog
      size="large"
      header={texts.manage}
      submitText={texts.save}
      running={action.running}
      disabled={!valid}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Box>{texts.about}</Box>
      <Tags
        tags={tags}
        onChange={(next, ok) => {
          setTags(next)
          setValid(ok)
        }}
      />
    </FormDialog>
  )
}
