import { useParams } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { AssignMfaWizard } from '../mfa/assign-mfa-wizard.js'

export default function AssignUserMfa() {
  const { userName = '' } = useParams()
  return <AssignMfaWizard owner={{ kind: 'user', userName }} backTo={addresses.users.of(userName, 'credentials')} />
}
