import { useState } from 'react'
import type { LabApi } from '../../server/lab/api/contract.js'
import { api } from '../shared/api.js'
import type { OwnAccount } from './own-accounts.js'
import { Failure, Field, useSubmit } from './parts.js'
import { texts } from './texts.js'

interface Props {
  accounts: readonly OwnAccount[]
  /** Whose root user signs in: that account is chosen at first, so that nobody resets another one by mistake. */
  rootEmail: string
  /** Back to the sign-in, for the account that is as new. */
  onDone: () => void
}

/**
 * For a lost phone: this browser resets an account of its own, without a password, after a typed confirmation. A reset
 * yields nothing of what was in the account.
 */
export function ResetAccount({ accounts, rootEmail, onDone }: Props) {
  const asked = accounts.find(({ email }) => email.toLowerCase() === rootEmail.trim().toLowerCase())
  const [chosen, setChosen] = useState((asked ?? accounts[0])?.accountId ?? '')
  const [typed, setTyped] = useState('')
  const [done, setDone] = useState<LabApi['POST /lab/accounts/:id/reset']['answer']>()
  const { busy, error, submit } = useSubmit()
  const account = accounts.find(({ accountId }) => accountId === chosen)
  if (!account) return null
  if (done)
    return (
      <>
        <p role="status">{done.password === undefined ? texts.resetDone : texts.resetDoneWith(done.password)}</p>
        <button type="button" onClick={onDone}>
          {texts.signIn}
        </button>
      </>
    )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit(async () => setDone(await api('POST /lab/accounts/:id/reset', { path: { id: chosen } })))
      }}
    >
      <p>{texts.resetText}</p>
      <Failure error={error} />
      <label>
        {texts.resetWhich}
        <select value={chosen} onChange={(event) => setChosen(event.target.value)}>
          {accounts.map(({ accountId, name }) => (
            <option key={accountId} value={accountId}>
              {name} ({accountId})
            </option>
          ))}
        </select>
      </label>
      <Field label={texts.resetType} value={typed} onChange={setTyped} autoComplete="off" />
      <button type="submit" className="second" disabled={busy || typed !== texts.resetWord}>
        {texts.reset}
      </button>
    </form>
  )
}
