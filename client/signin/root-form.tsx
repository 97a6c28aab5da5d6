import { useState } from 'react'
import type { SignInStep } from '../../server/signin/contract.js'
import { SIGN_UP } from '../shared/addresses.js'
import { api } from '../shared/api.js'
import { ForgotPassword } from './forgot-password.js'
import type { OwnAccount } from './own-accounts.js'
import { Failure, Field, Heading, InLine, Passwords, useSubmit } from './parts.js'
import { texts } from './texts.js'

interface Props {
  /** Accounts come from joining a class: there is no sign-up. */
  inClass: boolean
  email: string
  /** The accounts of this browser, whose IDs the page may name. */
  own: readonly OwnAccount[]
  onStep: (step: SignInStep, email: string) => void
  onIam: () => void
}

/** Two pages, as at AWS: first the e-mail, which tells whether an account exists, then the password. */
export function RootForm({ email: known, own, inClass, onStep, onIam }: Props) {
  const [email, setEmail] = useState(known)
  const [emailKnown, setEmailKnown] = useState(false)
  const [password, setPassword] = useState('')
  const { busy, waiting, error, giveUp, submit } = useSubmit()

  const checkEmail = () =>
    submit(async (signal) => {
      await api('POST /signin/root/email', { body: { email }, signal })
      setEmailKnown(true)
    })
  const signIn = () =>
    submit(async (signal) => onStep(await api('POST /signin', { body: { kind: 'root', email, password }, signal }), email))
  const back = () => {
    setEmailKnown(false)
    setPassword('')
    giveUp()
  }

  return (
    <div className="card">
      <Heading key={String(emailKnown)}>{texts.rootTitle}</Heading>
      <Failure error={error} />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (emailKnown) signIn()
          else checkEmail()
        }}
      >
        {emailKnown ? (
          <>
            <p>{email}</p>
            <Passwords
              fields={[{ label: texts.password, value: password, onChange: setPassword, autoComplete: 'current-password' }]}
            />
          </>
        ) : (
          <Field label={texts.rootEmail} type="email" value={email} onChange={setEmail} autoComplete="username" />
        )}
        <button type="submit" disabled={busy}>
          {emailKnown ? texts.signIn : texts.next}
        </button>
        <InLine waiting={waiting} />
      </form>
      {emailKnown ? (
        <ForgotPassword account={own.find((one) => one.email.toLowerCase() === email.trim().toLowerCase())} />
      ) : null}
      <button type="button" className="second" onClick={emailKnown ? back : onIam}>
        {emailKnown ? texts.otherAccount : texts.iamInstead}
      </button>
      {inClass ? null : (
        <p>
          <a href={SIGN_UP}>{texts.create}</a>
        </p>
      )}
    </div>
  )
}
