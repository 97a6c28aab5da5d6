import { useParams } from 'react-router'
import { AssignMfaWizard } from '../mfa/assign-mfa-wizard.js'

export default function AssignUserMfa() {
  const { userName = '' } = useParams()
  return (
    <AssignMfaWizard owner={{ kind: 'user', userName }} backTo={`/iam/users/${encodeURIComponent(userName)}/credentials`} />
  )
}
