import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { ErrorBox } from '../shared/error-box.js'
import { texts } from './texts.js'

interface Props {
  error: unknown
  onDismiss: () => void
  onForward: (by: string) => void
}

/** How far the account's clock shall go ahead; or why it does not. */
export default function AskHowFar({ error, onDismiss, onForward }: Props) {
  const [by, setBy] = useState('30d')
  return (
    <Modal
      visible
      onDismiss={onDismiss}
      header={texts.moveClock}
      footer={
        <Button variant="primary" onClick={() => onForward(by.trim())}>
          {texts.moveClock}
        </Button>
      }
    >
      <SpaceBetween size="s">
        <FormField label={texts.howFar} description={texts.howFarText}>
          <Input value={by} onChange={({ detail }) => setBy(detail.value)} />
        </FormField>
        {error === undefined ? null : <ErrorBox error={error} />}
      </SpaceBetween>
    </Modal>
  )
}
