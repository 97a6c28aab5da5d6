import Box from '@cloudscape-design/components/box'
import { type ComponentType, useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { documentInForceQuery } from '../queries/policies.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

/** The table of managed policies. It comes from the page, since its room stands on this one. */
export type PolicyPicker = ComponentType<{ chosen: readonly string[]; onChange(chosen: string[]): void }>

interface Props {
  Picker: PolicyPicker
  onImport(documents: string[]): void
  onClose(): void
}

/** AWS's *Import policy*: managed policies whose statements come into the one that is edited. */
export function ImportDialog({ Picker, onImport, onClose }: Props) {
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
      <Picker chosen={chosen} onChange={setChosen} />
    </FormDialog>
  )
}
