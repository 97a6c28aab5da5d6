import Box from '@cloudscape-design/components/box'
import { useState } from 'react'
import { type Tag, Tags } from '../parts/tag-editor.js'
import { TaskDialog } from '../parts/task-dialog.js'
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
  return (
    <TaskDialog
      size="large"
      header={texts.manage}
      submitText={texts.save}
      disabled={!valid}
      success={texts.saved}
      run={() => save(tags)}
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
    </TaskDialog>
  )
}
