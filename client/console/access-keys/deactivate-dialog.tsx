import Box from '@cloudscape-design/components/box'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { userNameOf } from '../queries/owner.js'
import { useAction } from '../queries/use-action.js'
import type { KeyDialogProps } from './access-key-card.js'
import { LastUsedSentence } from './last-used.js'
import { texts } from './texts.js'

export function DeactivateDialog({ owner, accessKey, lastUsed, onClose }: KeyDialogProps) {
  const id = accessKey.AccessKeyId ?? ''
  const action = useAction()
  const flash = useFlash()

  async function deactivate() {
    const outcome = await action.run((iam) =>
      iam.updateAccessKey({ ...userNameOf(owner), AccessKeyId: id, Status: 'Inactive' }),
    )
    if (!outcome.ok) return
    flash.success(texts.deactivated(id))
    onClose()
  }

  return (
    <FormDialog
      header={texts.deactivateHeader}
      submitText={texts.deactivate}
      running={action.running}
      error={action.error}
      onSubmit={deactivate}
      onClose={onClose}
    >
      <Box variant="code">{id}</Box>
      <LastUsedSentence lastUsed={lastUsed} />
      <Box>{texts.deactivateText}</Box>
    </FormDialog>
  )
}
