import Box from '@cloudscape-design/components/box'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { type CredentialOwner, mfaUserNameOf } from '../queries/owner.js'
import { useAction } from '../queries/use-action.js'
import { isVirtual } from './device-type.js'
import { texts } from './texts.js'

interface Props {
  owner: CredentialOwner
  serialNumber: string
  onClose(): void
}

export function RemoveDialog({ owner, serialNumber, onClose }: Props) {
  const action = useAction()
  const flash = useFlash()

  async function remove() {
    const outcome = await action.run(async (iam) => {
      await iam.deactivateMFADevice({ ...mfaUserNameOf(owner), SerialNumber: serialNumber })
      if (isVirtual(serialNumber)) await iam.deleteVirtualMFADevice({ SerialNumber: serialNumber })
    })
    if (!outcome.ok) return
    flash.success(texts.removed)
    onClose()
  }

  return (
    <FormDialog
      header={texts.removeHeader}
      submitText={texts.remove}
      running={action.running}
      error={action.error}
      onSubmit={remove}
      onClose={onClose}
    >
      <Box variant="code">{serialNumber}</Box>
      <Box>{texts.removeText}</Box>
      {isVirtual(serialNumber) ? <Box>{texts.removeVirtual}</Box> : null}
    </FormDialog>
  )
}
