import Box from '@cloudscape-design/components/box'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { PickPolicies } from '../permissions/pick-policies.js'
import { documentInForceQuery } from '../queries/policies.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

/** AWS's *Import policy*: managed policies whose statements come into the one that is edited. */
export function ImportDialog({ onImport, onClose }: { onImport(documents: string[]): void; onClose(): void }) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const action = useAction()
  const submit = async () => {
    const outcome = await action.run((iam) => Promise.all(chosen.map((arn) => documentInForceQuery(arn).load(iam))))
    if (!outcome.ok) return
    onImport(outcome.value)
    onClose()
  }
  return (
    <FormDialog
      size="large"
      header={texts.import}
      submitText={texts.import}
      running={action.running}
      disabled={chosen.length === 0}
      error={action.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Box>{texts.importText}</Box>
      <PickPolicies chosen={chosen} onChange={setChosen} />
    </FormDialog>
  )
}
