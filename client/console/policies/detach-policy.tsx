import Box from '@cloudscape-design/components/box'
import { useState } from 'react'
import { ConfirmDialog } from '../parts/confirm-dialog.js'
import { callsOf } from '../queries/holder.js'
import { usePolicyEntities } from '../queries/policies.js'
import { entityOf, type IamEntity, idOfEntity, PickEntities } from './pick-entities.js'
import { texts } from './texts.js'

interface Props {
  arn: string
  name: string
  /** Absent: they are chosen in the dialog. */
  entities?: readonly IamEntity[]
  onClose(): void
}

/** Takes a policy from users, groups, and roles. A boundary isn't attached, and is removed where it is set. */
export function DetachPolicyDialog({ arn, name, entities, onClose }: Props) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const query = usePolicyEntities(arn)
  const from = entities ?? chosen.map(entityOf)
  return (
    <ConfirmDialog
      {...(entities ? {} : { size: 'large' as const })}
      header={texts.detachHeader(name)}
      submitText={texts.detachPolicy}
      disabled={from.length === 0}
      success={texts.detached}
      run={async (iam) => {
        for (const entity of from) await callsOf(entity).detach(iam, entity.name, arn)
      }}
      onClose={onClose}
    >
      <Box>{texts.detachText}</Box>
      {entities ? (
        <ul>
          {entities.map((entity) => (
            <li key={idOfEntity(entity)}>{texts.entityNamed(entity.kind, entity.name)}</li>
          ))}
        </ul>
      ) : (
        <PickEntities
          query={{ ...query, data: query.data?.filter(({ as }) => as === 'permissions') }}
          empty={texts.noEntities}
          chosen={chosen}
          onChange={setChosen}
        />
      )}
    </ConfirmDialog>
  )
}
