import { useState } from 'react'
import type { SignInStep } from '../../server/signin/contract.js'
import { api } from '../shared/api.js'
import { Failure, Heading, InLine, Passwords, useSubmit } from './parts.js'
import { texts } from './texts.js'

interface Props {
  step: SignInStep & { state: 'change-password' }
  onStep: (step: SignInStep) => void
  onCancel: () => void
}

export function ForcedChange({ step, onStep, onCancel }: Props) {
  const [oldPassword, setOld] = useState('')
  const [newPassword, setNew] = useState('')
  const [again, setAgain] = useState('')
  const { busy, waiting, error, submit } = useSubmit()
  return (
    <div className="card">
      <Heading>{texts.changeTitle}</Heading>
      <p>{step.reason === 'expired' ? texts.changeExpired : texts.changeFirst}</p>
      <p className="quiet">
        {step.userName} @ {step.accountAlias ?? step.accountId}
      </p>
      <Failure error={error} />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit(async (signal) => {
            if (newPassword !== again) throw new Error(texts.different)
            const body = { challenge: step.challenge, oldPassword, newPassword }
            onStep(await api('POST /signin/change-password', { body, signal }))
          })
        }}
      >
        <Passwords
          fields={[
            { label: texts.oldPassword, value: oldPassword, onChange: setOld, autoComplete: 'current-password' },
            { label: texts.newPassword, value: newPassword, onChange: setNew, autoComplete: 'new-password' },
            { label: texts.retype, value: again, onChange: setAgain, autoComplete: 'new-password' },
          ]}
        />
        <button type="submit" disabled={busy}>
          {texts.confirmChange}
        </button>
        <InLine waiting={waiting} />
      </form>
      <button type="button" className="second" onClick={onCancel}>
        {texts.cancel}
      </button>
    </div>
  )
}
