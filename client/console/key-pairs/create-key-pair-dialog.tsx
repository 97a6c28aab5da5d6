import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { useEc2 } from '../queries/ec2/use-ec2-query.js'
import { useAction } from '../queries/use-action.js'
import { KeyPairFields } from './key-pair-fields.js'
import { isKeyPairName } from './key-pair-name.js'
import { createAndDownload, fileOf, NO_KEY_PAIR } from './new-key-pair.js'
import { texts } from './texts.js'

/** Creates a key pair in place, while an instance is being launched. */
export function CreateKeyPairDialog({ onCreated, onClose }: { onCreated(name: string): void; onClose(): void }) {
  const ec2 = useEc2()
  const [wanted, setWanted] = useState(NO_KEY_PAIR)
  const action = useAction()
  const flash = useFlash()
  const submit = async () => {
    const outcome = await action.run(() => createAndDownload(ec2, wanted))
    if (!outcome.ok) return
    flash.success(texts.created(wanted.name, fileOf(wanted)))
    onCreated(wanted.name)
    onClose()
  }
  return (
    <FormDialog
      header={texts.create}
      submitText={texts.create}
      running={action.running}
      disabled={!isKeyPairName(wanted.name)}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Box>{texts.wizardText}</Box>
      <KeyPairFields nameLabel={texts.wizardName} value={wanted} onChange={setWanted} />
      <Alert type="warning">{texts.wizardWarning}</Alert>
    </FormDialog>
  )
}
