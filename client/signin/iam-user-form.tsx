import { useState } from 'react'
import { api } from '../shared/api.js'
import { Failure, Field, Heading, Passwords, useSubmit } from './parts.js'
import type { Step } from './step.js'
import { texts } from './texts.js'

interface Props {
  onStep: (step: Step) => void
  onRoot: () => void
}

export function IamUserForm({ onStep, onRoot }: Props) {
  const [account, setAccount] = useState(new URLSearchParams(location.search).get('account') ?? '')
  const [userName, setUserName] = useState('')
  const [password, setPassword] = useState('')
  const { busy, error, submit } = useSubmit()
  return (
    <div className="card">
      <Heading>{texts.iamTitle}</Heading>
      <Failure error={error} />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit(async () => onStep(await api<Step>('POST', '/signin', { kind: 'iam', account, userName, password })))
        }}
      >
        <Field label={texts.account} value={account} onChange={setAccount} autoComplete="organization" />
        <Field label={texts.userName} value={userName} onChange={setUserName} autoComplete="username" />
        <Passwords
          fields={[{ label: texts.password, value: password, onChange: setPassword, autoComplete: 'current-password' }]}
        />
        <button type="submit" disabled={busy}>
          {texts.signIn}
        </button>
      </form>
      <button type="button" className="second" onClick={onRoot}>
        {texts.rootInstead}
      </button>
      <p>
        <a href="/sign-up">{texts.create}</a>
        <br />
        <small className="quiet">{texts.createNote}</small>
      </p>
    </div>
  )
}
