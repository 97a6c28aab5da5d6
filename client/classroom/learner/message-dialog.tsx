import FormField from '@cloudscape-design/components/form-field'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import { api } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useAct } from '../queries.js'
import { texts } from './texts.js'

interface Props {
  classId: string
  learner: string
  name: string
  onClose(): void
}

export function MessageDialog({ classId, learner, name, onClose }: Props) {
  const [text, setText] = useState('')
  const send = useAct(
    async () => {
      const body = { to: { learners: [learner] }, text }
      const { failed } = await api('POST /classroom/classes/:class/messages', { path: { class: classId }, body })
      if (failed[0]) throw new Error(failed[0].message)
    },
    { done: () => texts.sent(name) },
  )
  return (
    <FormDialog
      header={texts.messageTitle(name)}
      submitText={texts.message}
      disabled={text.trim() === ''}
      running={send.running}
      error={send.error}
      onSubmit={() => void send.runAsync().then(onClose, () => undefined)}
      onClose={onClose}
    >
      <FormField label={texts.messageField} stretch>
        <Textarea value={text} rows={4} onChange={({ detail }) => setText(detail.value)} />
      </FormField>
    </FormDialog>
  )
}
