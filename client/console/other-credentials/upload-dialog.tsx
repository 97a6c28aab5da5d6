import type { IAM } from '@aws-sdk/client-iam'
import FormField from '@cloudscape-design/components/form-field'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

interface Props {
  header: string
  hint: string
  send(iam: IAM, body: string): Promise<unknown>
  onClose(): void
}

/** The public text of a certificate or key, pasted. */
export function UploadDialog({ header, hint, send, onClose }: Props) {
  const [body, setBody] = useState('')
  const action = useAction()
  const submit = async () => {
    const outcome = await action.run((iam) => send(iam, body.trim()))
    if (outcome.ok) onClose()
  }
  return (
    <FormDialog
      header={header}
      submitText={texts.upload}
      running={action.running}
      disabled={body.trim() === ''}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormField label={texts.body} constraintText={hint}>
        <Textarea value={body} rows={8} spellcheck={false} onChange={({ detail }) => setBody(detail.value)} />
      </FormField>
    </FormDialog>
  )
}
