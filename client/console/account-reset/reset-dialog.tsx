import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import type { LabApi } from '../../../server/lab/api/contract.js'
import { WelcomeCard } from '../../lab/welcome-card.js'
import { SIGN_IN } from '../../shared/addresses.js'
import { api } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useSession } from '../../shared/session.js'
import { useLastCall } from '../../shared/use-last-call.js'
import { TypedConfirmation } from '../parts/typed-confirmation.js'
import { texts } from './texts.js'

type Outcome = LabApi['POST /lab/accounts/:id/reset']['answer']

/** Everything in the account goes; an account of the course is again as it was handed over. */
export default function ResetDialog({ onClose }: { onClose(): void }) {
  const { accountId, id: session } = useSession()
  const [typed, setTyped] = useState('')
  const [outcome, setOutcome] = useState<Outcome>()

  const { running, error, submit } = useLastCall(async () => {
    setOutcome(await api('POST /lab/accounts/:id/reset', { path: { id: accountId } }))
    await api('POST /signin/sign-out', { body: { session } })
  })
  if (outcome) {
    return (
      <Modal visible header={texts.reset} onDismiss={() => location.assign(SIGN_IN)}>
        {outcome.password !== undefined ? (
          <WelcomeCard welcome={outcome} />
        ) : (
          <SpaceBetween size="m">
            <Box>{texts.done}</Box>
            <Button href={SIGN_IN}>{texts.toSignIn}</Button>
          </SpaceBetween>
        )}
      </Modal>
    )
  }
  return (
    <FormDialog
      header={texts.title(accountId)}
      submitText={texts.reset}
      running={running}
      disabled={typed !== texts.confirm}
      error={error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Box>{texts.text}</Box>
      <TypedConfirmation expected={texts.confirm} value={typed} onChange={setTyped} />
    </FormDialog>
  )
}
