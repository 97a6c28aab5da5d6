import { AssignMfaWizard } from '../mfa/assign-mfa-wizard.js'
import { OWN_PATH, useOwnCredentials } from './owner.js'

export default function AssignOwnMfa() {
  return <AssignMfaWizard owner={useOwnCredentials()} backTo={OWN_PATH} />
}
