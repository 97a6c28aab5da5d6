import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { callsOf } from '../queries/holder.js'
import { usePolicyEntities } from '../queries/policies.js'
import { useAction } from '../queries/use-action.js'
import { entityOf, idOfEntity, PickEntities, useEntities } from './pick-entities.js'
import { texts } from './texts.js'

interface Props {
  arn: string
  name: string
  onClose(): void
}

/** AWS's *Attach as a permissions policy*: the users, groups, and roles that don't have the policy yet. */
export function AttachPolicyDialog({ arn, name, onClose }: Props) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const entities = useEntities()
  const attached = usePolicyEntities(arn)
  const action = useAction()
  const flash = useFlash()
  const taken = attached.data?.filter(({ as }) => as === 'permissions').map(idOfEntity)
  const free = taken && entities.data?.filter((entity) => !taken.includes(idOfEntity(entity)))
  const submit = async () => {
    const outcome = await action.run(async (iam) => {
      for (const entity of chosen.map(entityOf)) await callsOf(entity).attach(iam, entity.name, arn)
    })
    if (!outcome.ok) return
    flash.success(texts.attached(name))
    onClose()
  }
  return (
    <FormDialog
      size="large"
      header={texts.attachHeader}
      submitText={texts.attachPolicy}
      running={action.running}
      disabled={chosen.length === 0}
      error={action.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <PickEntities
        query={{ ...entities, data: free, error: entities.error ?? attached.error }}
        empty={texts.allHaveIt}
        chosen={chosen}
        onChange={setChosen}
      />
    </FormDialog>
  )
}
