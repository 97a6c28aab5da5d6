import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { TypedConfirmation } from '../parts/typed-confirmation.js'
import { userNameOf } from '../queries/owner.js'
import { useAction } from '../queries/use-action.js'
import type { KeyDialogProps } from './access-key-card.js'
import { LastUsedSentence } from './last-used.js'
import { texts } from './texts.js'

/** The console's rule, not the API's: only an inactive key can be deleted, and only by typing its id. */
export function DeleteDialog({ owner, accessKey, lastUsed, onClose }: KeyDialogProps) {
  const id = accessKey.AccessKeyId ?? ''
  const active = accessKey.Status === 'Active'
  const [typed, setTyped] = useState('')
  const deactivate = useAction()
  const remove = useAction()
  const flash = useFlash()

  async function submit() {
    const outcome = await remove.run((iam) => iam.deleteAccessKey({ ...userNameOf(owner), AccessKeyId: id }))
    if (!outcome.ok) return
    flash.success(texts.deleted(id))
    onClose()
  }

  const deactivateFirst = () =>
    deactivate.run((iam) => iam.updateAccessKey({ ...userNameOf(owner), AccessKeyId: id, Status: 'Inactive' }))

  return (
    <FormDialog
      header={texts.deleteHeader(id)}
      submitText={texts.delete}
      running={remove.running}
      disabled={active || typed !== id}
      stage={active ? 'active' : 'inactive'}
      error={remove.error ?? deactivate.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <LastUsedSentence lastUsed={lastUsed} />
      <Box>{texts.deleteText}</Box>
      {active ? (
        <Alert
          type="warning"
          action={
            <Button onClick={deactivateFirst} loading={deactivate.running} formAction="none">
              {texts.deactivate}
            </Button>
          }
        >
          {texts.deleteStillActive}
        </Alert>
      ) : null}
      <TypedConfirmation expected={id} label={texts.deleteType} value={typed} disabled={active} onChange={setTyped} />
    </FormDialog>
  )
}
