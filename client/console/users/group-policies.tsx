import { Asked } from '../parts/asked.js'
import { policiesQuery } from '../queries/holder.js'
import { useIamQuery } from '../queries/use-iam-query.js'
import { texts } from './texts.js'

/** What a group gives, in a cell. */
export function GroupPolicies({ groupName }: { groupName: string }) {
  const query = useIamQuery({ ...policiesQuery({ kind: 'group', name: groupName }), patient: true })
  return (
    <Asked query={query}>
      {({ attached, inline }) => [...attached.map(({ name }) => name), ...inline].join(', ') || texts.none}
    </Asked>
  )
}
