import { addresses } from '../../shared/addresses.js'
import { CreateKeyWizard } from '../access-keys/create-key-wizard.js'
import { CreateRootKey } from '../access-keys/create-root-key.js'
import { useOwnCredentials } from '../queries/owner.js'

export default function CreateOwnAccessKey() {
  const owner = useOwnCredentials()
  return owner.kind === 'root' ? (
    <CreateRootKey owner={owner} backTo={addresses.ownCredentials.show} />
  ) : (
    <CreateKeyWizard owner={owner} backTo={addresses.ownCredentials.show} />
  )
}
