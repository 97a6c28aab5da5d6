import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useState } from 'react'
import { FormDialog } from '../shared/dialogs/form-dialog.js'
import { texts } from './texts.js'

interface Props {
  /** How far it was asked to go. */
  asked: string
  error: unknown
  onDismiss: () => void
  onForward: (by: string) => void
}

/** How far the account's clock shall go ahead, since it never goes back; or why it does not. */
export default function AskHowFar({ asked, error, onDismiss, onForward }: Props) {
  const [by, setBy] = useState(asked)
  return (
    <FormDialog
      header={texts.moveClock}
      submitText={texts.moveClock}
      error={error}
      onSubmit={() => onForward(by.trim())}
      onClose={onDismiss}
    >
      {texts.noWayBack}
      <FormField label={texts.howFar} description={texts.howFarText}>
        <Input value={by} onChange={({ detail }) => setBy(detail.value)} />
      </FormField>
    </FormDialog>
  )
}
