import ExpandableSection from '@cloudscape-design/components/expandable-section'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useParams } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { Loaded } from '../parts/loaded.js'
import { TaskPage } from '../parts/task-page.js'
import { callsOf, type Holder, policiesQuery } from '../queries/holder.js'
import { useIamQuery } from '../queries/use-iam-query.js'
import { PickPolicies } from './pick-policies.js'
import { texts } from './texts.js'

/** Attaches managed policies to the group or role of the address. */
export default function AttachPolicies() {
  const { groupName, roleName } = useParams()
  return groupName !== undefined ? (
    <Attach
      holder={{ kind: 'group', name: groupName }}
      header={texts.attachToGroup(groupName)}
      submitText={texts.attach}
      backTo={addresses.groups.of(groupName, 'permissions')}
    />
  ) : (
    <Attach
      holder={{ kind: 'role', name: roleName ?? '' }}
      header={texts.attachToRole(roleName ?? '')}
      submitText={texts.add}
      backTo={addresses.roles.of(roleName ?? '', 'permissions')}
    />
  )
}

interface Props {
  holder: Holder
  header: string
  submitText: string
  backTo: string
}

function Attach({ holder, header, submitText, backTo }: Props) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const query = useIamQuery(policiesQuery(holder))
  return (
    <TaskPage
      header={header}
      submitText={submitText}
      ready={chosen.length > 0}
      run={async (iam) => {
        for (const arn of chosen) await callsOf(holder).attach(iam, holder.name, arn)
      }}
      success={texts.attachedTo(holder.name)}
      backTo={backTo}
    >
      <Loaded query={query}>
        {({ attached, inline }) => (
          <SpaceBetween size="l">
            <ExpandableSection variant="container" headerText={texts.current(attached.length + inline.length)}>
              {[...attached.map(({ name }) => name), ...inline].join(', ') || texts.none}
            </ExpandableSection>
            <PickPolicies title={texts.others} chosen={chosen} without={attached.map(({ arn }) => arn)} onChange={setChosen} />
          </SpaceBetween>
        )}
      </Loaded>
    </TaskPage>
  )
}
