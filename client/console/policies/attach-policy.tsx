import { useState } from 'react'
import { TaskDialog } from '../parts/task-dialog.js'
import { callsOf } from '../queries/holder.js'
import { usePolicyEntities } from '../queries/policies.js'
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
  const taken = attached.data?.filter(({ as }) => as === 'permissions').map(idOfEntity)
  const free = taken && entities.data?.filter((entity) => !taken.includes(idOfEntity(entity)))
  return (
    <TaskDialog
      size="large"
      header={texts.attachHeader}
      submitText={texts.attachPolicy}
      disabled={chosen.length === 0}
      success={texts.attached(name)}
      run={async (iam) => {
        for (const entity of chosen.map(entityOf)) await callsOf(entity).attach(iam, entity.name, arn)
      }}
      onClose={onClose}
    >
      <PickEntities
        query={{ ...entities, data: free, error: entities.error ?? attached.error }}
        empty={texts.allHaveIt}
        chosen={chosen}
        onChange={setChosen}
      />
    </TaskDialog>
  )
}
