import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import { useState } from 'react'
import { TaskDialog } from '../parts/task-dialog.js'
import { useEc2 } from '../queries/ec2/use-ec2-query.js'
import { KeyPairFields } from './key-pair-fields.js'
import { isKeyPairName } from './key-pair-name.js'
import { createAndDownload, fileOf, NO_KEY_PAIR } from './new-key-pair.js'
import { texts } from './texts.js'

/** Creates a key pair in place, while an instance is being launched. */
export function CreateKeyPairDialog({ onCreated, onClose }: { onCreated(name: string): void; onClose(): void }) {
  const ec2 = useEc2()
  const [wanted, setWanted] = useState(NO_KEY_PAIR)
  return (
    <TaskDialog
      header={texts.create}
      submitText={texts.create}
      disabled={!isKeyPairName(wanted.name)}
      success={texts.created(wanted.name, fileOf(wanted))}
      run={() => createAndDownload(ec2, wanted)}
      onDone={() => onCreated(wanted.name)}
      onClose={onClose}
    >
      <Box>{texts.wizardText}</Box>
      <KeyPairFields nameLabel={texts.wizardName} value={wanted} onChange={setWanted} />
      <Alert type="warning">{texts.wizardWarning}</Alert>
    </TaskDialog>
  )
}
