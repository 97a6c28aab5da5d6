import { addresses } from '../../shared/addresses.js'
import { AssignMfaWizard } from '../mfa/assign-mfa-wizard.js'
import { useOwnCredentials } from '../queries/owner.js'

export default function AssignOwnMfa() {
  return <AssignMfaWizard owner={useOwnCredentials()} backTo={addresses.ownCredentials.show} />
}
