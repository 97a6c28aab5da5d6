import { useState } from 'react'
import { api } from '../shared/api.js'
import { Failure, InLine, Passwords, useSubmit } from './parts.js'
import { texts } from './texts.js'

/** In a class, a learner's passphrase gives them a new root password for an account of their own. */
export function NewRootPassword({ accountId, open = false }: { accountId: string; open?: boolean }) {
  const [passphrase, setPassphrase] = useState('')
  const [password, setPassword] = useState<string>()
  const { busy, waiting, error, submit } = useSubmit()
  if (password !== undefined)
    return (
      <p role="status">
        {texts.newRootPassword} <code>{password}</code>
      </p>
    )
  return (
    <details open={open}>
      <summary>{texts.noRootPassword}</summary>
      <p>{texts.noRootPasswordText}</p>
      <Failure error={error} />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit(async () => {
            const made = await api('POST /classroom/me/root-password', { body: { accountId, passphrase } })
            setPassphrase('')
            setPassword(made.password)
          })
        }}
      >
        <Passwords
          show={texts.showPassphrase}
          fields={[{ label: texts.passphrase, value: passphrase, onChange: setPassphrase, autoComplete: 'current-password' }]}
        />
        <button type="submit" className="second" disabled={busy}>
          {texts.getRootPassword}
        </button>
        <InLine waiting={waiting} />
      </form>
    </details>
  )
}
