import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../shared/api.js'
import { useAct } from '../queries.js'
import { Door } from './door.js'
import { texts } from './texts.js'

/** Somebody who was invited becomes one of the staff, and is signed in. */
export function InvitationForm({ code }: { code: string }) {
  const [invitation, setInvitation] = useState(code)
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const navigate = useNavigate()
  const accept = useAct(async () => {
    await api('POST /classroom/staff', { body: { invitation: invitation.trim(), name: name.trim(), password } })
    navigate('/')
  })
  return (
    <Door
      title={texts.invitationTitle}
      text={texts.invitationText}
      submitText={texts.create}
      running={accept.running}
      error={accept.error}
      onSubmit={() => accept.run()}
    >
      {code === '' ? (
        <FormField label={texts.invitation}>
          <Input value={invitation} autoComplete={false} onChange={({ detail }) => setInvitation(detail.value)} />
        </FormField>
      ) : null}
      <FormField label={texts.name}>
        <Input value={name} autoComplete="username" onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label={texts.password} constraintText={texts.passwordHint}>
        <Input
          value={password}
          type="password"
          autoComplete="new-password"
          onChange={({ detail }) => setPassword(detail.value)}
        />
      </FormField>
    </Door>
  )
}
