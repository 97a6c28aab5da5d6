import { useState } from 'react'
import { SIGN_IN, signInAsRoot } from '../shared/addresses.js'
import { api } from '../shared/api.js'
import { Failure, Field, Frame, Heading, Passwords, useSubmit } from './parts.js'
import { texts } from './texts.js'

interface SignedUp {
  accountId: string
  email: string
  signInUrl: string
}

const KINDS = [/[A-Z]/, /[a-z]/, /[0-9]/, /[!@#$%^&*()_+\-=[\]{}|'<>]/]

export function SignUpPage() {
  const [email, setEmail] = useState('')
  const [accountName, setAccountName] = useState('')
  const [password, setPassword] = useState('')
  const [account, setAccount] = useState<SignedUp>()
  const { busy, error, submit } = useSubmit()
  const { score, load } = useEstimate(password, [email, accountName])

  if (account) {
    return (
      <Frame>
        <div className="card">
          <Heading>{texts.created}</Heading>
          <p>{texts.createdText}</p>
          <dl>
            <dt>{texts.accountId}</dt>
            <dd>{account.accountId}</dd>
            <dt>{texts.email}</dt>
            <dd>{account.email}</dd>
          </dl>
          <a href={signInAsRoot()}>{texts.toSignIn}</a>
        </div>
      </Frame>
    )
  }
  return (
    <Frame>
      <div className="card">
        <Heading>{texts.signUpTitle}</Heading>
        <p className="quiet">{texts.createNote}</p>
        <Failure error={error} />
        <form
          onSubmit={(event) => {
            event.preventDefault()
            submit(async () => {
              setAccount(await api('POST /signin/sign-up', { body: { email, password, accountName } }))
              setPassword('')
            })
          }}
        >
          <Field label={texts.rootEmail} type="email" value={email} onChange={setEmail} autoComplete="username" />
          <Field label={texts.accountName} value={accountName} onChange={setAccountName} autoComplete="organization" />
          <Passwords
            fields={[{ label: texts.password, value: password, onChange: setPassword, autoComplete: 'new-password' }]}
            onFocus={load}
          />
          <div>{texts.rules}</div>
          <ul className="rules">
            {texts.kinds.map((kind, index) => (
              <li key={kind} className={KINDS[index]?.test(password) ? 'met' : ''}>
                {KINDS[index]?.test(password) ? '✓' : '○'} {kind}
              </li>
            ))}
          </ul>
          <p aria-live="polite">{score === undefined ? null : texts.estimateNote(texts.estimate[score] ?? '')}</p>
          <button type="submit" disabled={busy}>
            {texts.createAccount}
          </button>
        </form>
        <p>
          <a href={SIGN_IN}>{texts.iamInstead}</a>
        </p>
      </div>
    </Frame>
  )
}

/** zxcvbn's verdict; its word lists are fetched from this server when a password field gets the focus. */
function useEstimate(password: string, inputs: string[]) {
  const [zxcvbn, setZxcvbn] = useState<{ estimate: (password: string, inputs: string[]) => { score: number } }>()
  const load = () => {
    if (zxcvbn) return
    void import('../../server/credentials/password-strength.js').then(({ passwordStrength: estimate }) =>
      setZxcvbn({ estimate }),
    )
  }
  return { load, score: password && zxcvbn ? zxcvbn.estimate(password, inputs.filter(Boolean)).score : undefined }
}
