import { useState } from 'react'
import { useParams } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { TaskPage } from '../parts/task-page.js'
import { PickGroups } from './pick-groups.js'
import { texts } from './texts.js'

/** Adds the user of the address to groups. */
export default function AddToGroups() {
  const { userName = '' } = useParams()
  const [chosen, setChosen] = useState<readonly string[]>([])
  return (
    <TaskPage
      header={texts.addGroups}
      submitText={texts.addGroups}
      ready={chosen.length > 0}
      run={async (iam) => {
        for (const GroupName of chosen) await iam.addUserToGroup({ UserName: userName, GroupName })
      }}
      success={texts.addedToGroups(userName, chosen)}
      backTo={addresses.users.of(userName, 'groups')}
    >
      <PickGroups title={texts.otherGroups} userName={userName} chosen={chosen} onChange={setChosen} />
    </TaskPage>
  )
}
