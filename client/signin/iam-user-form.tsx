import { useState } from 'react'
import type { SignInStep } from '../../server/signin/contract.js'
import { SIGN_UP } from '../shared/addresses.js'
import { api } from '../shared/api.js'
import { Failure, Field, Heading, InLine, Passwords, useSubmit } from './parts.js'
import { rememberedUser, rememberUser } from './remembered-user.js'
import { texts } from './texts.js'

interface Props {
  /** Accounts come from joining a class: there is no sign-up. */
  inClass: boolean
  /** The account of the card that was chosen. */
  chosen: string | undefined
  onStep: (step: SignInStep) => void
  onRoot: () => void
}

/** An IAM user's name may have an @ too: it is a hint, and stops nobody. */
const looksLikeEmail = (name: string): boolean => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(name.trim())

export function IamUserForm({ inClass, chosen, onStep, onRoot }: Props) {
  const [known] = useState(rememberedUser)
  const asked = chosen ?? new URLSearchParams(location.search).get('account')
  const [account, setAccount] = useState(asked ?? known?.account ?? '')
  const [userName, setUserName] = useState(asked === null || asked === known?.account ? (known?.userName ?? '') : '')
  const [remember, setRemember] = useState(known !== undefined)
  const [password, setPassword] = useState('')
  const { busy, waiting, error, submit } = useSubmit()
  return (
    <div className="card">
      <Heading>{texts.iamTitle}</Heading>
      <Failure error={error} />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit(async (signal) => {
            const step = await api('POST /signin', { body: { kind: 'iam', account, userName, password }, signal })
            rememberUser(remember ? { account, userName } : undefined)
            onStep(step)
          })
        }}
      >
        <Field label={texts.account} value={account} onChange={setAccount} autoComplete="organization" />
        <label className="check">
          <input type="checkbox" checked={remember} onChange={(event) => setRemember(event.target.checked)} />
          {texts.remember}
        </label>
        <Field label={texts.userName} value={userName} onChange={setUserName} autoComplete="username" />
        <div aria-live="polite">{looksLikeEmail(userName) ? <p className="quiet">{texts.emailAsUser}</p> : null}</div>
        <Passwords
          fields={[{ label: texts.password, value: password, onChange: setPassword, autoComplete: 'current-password' }]}
        />
        <details>
          <summary>{texts.trouble}</summary>
          <ul>
            {texts.troubleIam.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
        <button type="submit" disabled={busy}>
          {texts.signIn}
        </button>
        <InLine waiting={waiting} />
      </form>
      <button type="button" className="second" onClick={onRoot}>
        {texts.rootInstead}
      </button>
      {inClass ? null : (
        <p>
          <a href={SIGN_UP}>{texts.create}</a>
          <br />
          <small className="quiet">{texts.createNote}</small>
        </p>
      )}
    </div>
  )
}
