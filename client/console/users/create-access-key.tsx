import { useParams } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { CreateKeyWizard } from '../access-keys/create-key-wizard.js'

export default function CreateUserAccessKey() {
  const { userName = '' } = useParams()
  return <CreateKeyWizard owner={{ kind: 'user', userName }} backTo={addresses.users.of(userName, 'credentials')} />
}
