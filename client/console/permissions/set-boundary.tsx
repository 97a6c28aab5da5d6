import { useState } from 'react'
import { useParams } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { TaskPage } from '../parts/task-page.js'
import { PickPolicies } from './pick-policies.js'
import { texts } from './texts.js'

/** Sets the permissions boundary of the user or role of the address. */
export default function SetBoundary() {
  const { userName, roleName = '' } = useParams()
  const [chosen, setChosen] = useState<readonly string[]>([])
  return (
    <TaskPage
      header={texts.setHeader}
      description={texts.boundaryText}
      submitText={texts.set}
      ready={chosen.length > 0}
      run={(iam): Promise<unknown> =>
        userName === undefined
          ? iam.putRolePermissionsBoundary({ RoleName: roleName, PermissionsBoundary: chosen[0] })
          : iam.putUserPermissionsBoundary({ UserName: userName, PermissionsBoundary: chosen[0] })
      }
      success={texts.boundarySet(userName ?? roleName)}
      backTo={userName === undefined ? addresses.roles.of(roleName) : addresses.users.of(userName)}
    >
      <PickPolicies selection="single" chosen={chosen} onChange={setChosen} />
    </TaskPage>
  )
}
