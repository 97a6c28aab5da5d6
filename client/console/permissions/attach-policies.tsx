import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { callsOf, type Holder } from '../queries/holder.js'
import { useAction } from '../queries/use-action.js'
import { PickPolicies } from './pick-policies.js'
import { texts } from './texts.js'

export function AttachPolicies({ holder, onClose }: { holder: Holder; onClose(): void }) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const action = useAction()
  const flash = useFlash()
  const submit = async () => {
    const outcome = await action.run(async (iam) => {
      for (const arn of chosen) await callsOf(holder).attach(iam, holder.name, arn)
    })
    if (!outcome.ok) return
    flash.success(texts.attached)
    onClose()
  }
  return (
    <FormDialog
      size="max"
      header={texts.attach}
      submitText={texts.attach}
      running={action.running}
      disabled={chosen.length === 0}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <PickPolicies chosen={chosen} onChange={setChosen} />
    </FormDialog>
  )
}
