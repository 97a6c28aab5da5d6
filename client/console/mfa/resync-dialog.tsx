import Box from '@cloudscape-design/components/box'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { type CredentialOwner, mfaUserNameOf } from '../queries/owner.js'
import { useAction } from '../queries/use-action.js'
import { CodeFields, type Codes, isCode } from './code-fields.js'
import { texts } from './texts.js'

interface Props {
  owner: CredentialOwner
  serialNumber: string
  onClose(): void
}

export function ResyncDialog({ owner, serialNumber, onClose }: Props) {
  const [codes, setCodes] = useState<Codes>({ first: '', second: '' })
  const [attempted, setAttempted] = useState(false)
  const action = useAction()
  const flash = useFlash()

  async function resync() {
    setAttempted(true)
    if (!isCode(codes.first) || !isCode(codes.second)) return
    const outcome = await action.run((iam) =>
      iam.resyncMFADevice({
        ...mfaUserNameOf(owner),
        SerialNumber: serialNumber,
        AuthenticationCode1: codes.first,
        AuthenticationCode2: codes.second,
      }),
    )
    if (!outcome.ok) return
    flash.success(texts.resynced)
    onClose()
  }

  return (
    <FormDialog
      header={texts.resyncHeader}
      submitText={texts.resync}
      running={action.running}
      error={action.error}
      onSubmit={resync}
      onClose={onClose}
    >
      <Box variant="code">{serialNumber}</Box>
      <Box>{texts.resyncText}</Box>
      <CodeFields codes={codes} attempted={attempted} onChange={setCodes} />
    </FormDialog>
  )
}
