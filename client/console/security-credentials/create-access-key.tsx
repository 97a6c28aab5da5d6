import { CreateKeyWizard } from '../access-keys/create-key-wizard.js'
import { CreateRootKey } from '../access-keys/create-root-key.js'
import { OWN_PATH, useOwnCredentials } from './owner.js'

export default function CreateOwnAccessKey() {
  const owner = useOwnCredentials()
  return owner.kind === 'root' ? (
    <CreateRootKey owner={owner} backTo={OWN_PATH} />
  ) : (
    <CreateKeyWizard owner={owner} backTo={OWN_PATH} />
  )
}
