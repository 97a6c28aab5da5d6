import { useParams } from 'react-router'
import { CreateKeyWizard } from '../access-keys/create-key-wizard.js'

export default function CreateUserAccessKey() {
  const { userName = '' } = useParams()
  return (
    <CreateKeyWizard owner={{ kind: 'user', userName }} backTo={`/iam/users/${encodeURIComponent(userName)}/credentials`} />
  )
}
