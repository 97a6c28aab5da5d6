import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'

interface Props {
  label: string
  header: string
  text: string
  disabled?: boolean
  run(): Promise<unknown>
}

/** A button that asks first. */
export function Confirmed({ label, header, text, disabled = false, run }: Props) {
  const [asking, setAsking] = useState(false)
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<unknown>()
  const submit = () => {
    setRunning(true)
    setError(undefined)
    run()
      .then(() => setAsking(false), setError)
      .finally(() => setRunning(false))
  }
  return (
    <>
      <Button disabled={disabled} onClick={() => setAsking(true)}>
        {label}
      </Button>
      {asking ? (
        <FormDialog
          header={header}
          submitText={label}
          running={running}
          error={error}
          onSubmit={submit}
          onClose={() => setAsking(false)}
        >
          <Box>{text}</Box>
        </FormDialog>
      ) : null}
    </>
  )
}
