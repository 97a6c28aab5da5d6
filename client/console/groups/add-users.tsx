import { useState } from 'react'
import { useParams } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { Loaded } from '../parts/loaded.js'
import { TaskPage } from '../parts/task-page.js'
import { useGroup } from '../queries/groups.js'
import { PickUsers } from './pick-users.js'
import { texts } from './texts.js'

/** Adds users to the group of the address. */
export default function AddUsers() {
  const { groupName = '' } = useParams()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const query = useGroup(groupName)
  return (
    <TaskPage
      header={texts.addTo(groupName)}
      submitText={texts.add}
      ready={chosen.length > 0}
      run={async (iam) => {
        for (const UserName of chosen) await iam.addUserToGroup({ GroupName: groupName, UserName })
      }}
      success={texts.addedTo(groupName)}
      backTo={addresses.groups.of(groupName)}
    >
      <Loaded query={query}>
        {(found) => (
          <PickUsers
            title={texts.otherUsers}
            chosen={chosen}
            without={found?.users.map(({ UserName = '' }) => UserName) ?? []}
            onChange={setChosen}
          />
        )}
      </Loaded>
    </TaskPage>
  )
}
