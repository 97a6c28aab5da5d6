import Box from '@cloudscape-design/components/box'
import { onlineManager } from '@tanstack/react-query'
import { useState } from 'react'
import { SIGN_IN } from '../../shared/addresses.js'
import { api } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useSession } from '../../shared/session.js'
import { forgetSession } from '../../shared/session-info.js'
import { TypedConfirmation } from '../parts/typed-confirmation.js'
import { texts } from './texts.js'

/** The account is gone for good, and every session in it. The learner types its ID first. */
export default function DeleteAccountDialog({ onClose }: { onClose(): void }) {
  const { accountId } = useSession()
  const [typed, setTyped] = useState('')
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<unknown>()

  const submit = async () => {
    setRunning(true)
    setError(undefined)
    // The page's own requests would only be told that the account is gone.
    onlineManager.setOnline(false)
    try {
      await api('DELETE /lab/accounts/:id', { path: { id: accountId } })
      forgetSession()
      location.assign(SIGN_IN)
    } catch (thrown) {
      onlineManager.setOnline(true)
      setError(thrown)
      setRunning(false)
    }
  }
  return (
    <FormDialog
      header={texts.deleteTitle(accountId)}
      submitText={texts.delete}
      running={running}
      disabled={typed !== accountId}
      error={error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Box>{texts.deleteText}</Box>
      <TypedConfirmation expected={accountId} value={typed} onChange={setTyped} />
    </FormDialog>
  )
}
