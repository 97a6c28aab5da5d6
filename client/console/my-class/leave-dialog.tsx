import Box from '@cloudscape-design/components/box'
import { useState } from 'react'
import { JOIN } from '../../shared/addresses.js'
import { api } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { texts } from './texts.js'

/** Leaves nothing of the learner's in this browser for whoever sits here next. */
export function LeaveDialog({ onClose }: { onClose(): void }) {
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<unknown>()
  const leave = async () => {
    const [{ wipePhone }, { wipeLaptops }] = await Promise.all([
      import('../../devices/phone/store.js'),
      import('../../devices/terminal/store.js'),
    ])
    await Promise.all([wipePhone(), wipeLaptops()])
    await api('POST /classroom/leave')
    sessionStorage.clear()
    localStorage.clear()
    location.assign(JOIN)
  }
  return (
    <FormDialog
      header={texts.leaveTitle}
      submitText={texts.leave}
      running={running}
      error={error}
      onSubmit={() => {
        setRunning(true)
        setError(undefined)
        leave().catch((thrown: unknown) => {
          setError(thrown)
          setRunning(false)
        })
      }}
      onClose={onClose}
    >
      <Box>{texts.leaveText}</Box>
      <Box>{texts.leaveBack}</Box>
    </FormDialog>
  )
}
