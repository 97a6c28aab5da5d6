import Box from '@cloudscape-design/components/box'
import { useState } from 'react'
import { SIGN_IN } from '../../shared/addresses.js'
import { api } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useSession } from '../../shared/session.js'
import { useLastCall } from '../../shared/use-last-call.js'
import { TypedConfirmation } from '../parts/typed-confirmation.js'
import { texts } from './texts.js'

/** The account is gone for good, and every session in it. The learner types its ID first. */
export default function DeleteAccountDialog({ onClose }: { onClose(): void }) {
  const { accountId } = useSession()
  const [typed, setTyped] = useState('')
  const { running, error, submit } = useLastCall(async () => {
    await api('DELETE /lab/accounts/:id', { path: { id: accountId } })
    location.assign(SIGN_IN)
  })
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
