import { useState } from 'react'
import { ApiError, api } from '../shared/api.js'
import { Failure, Field, Heading, useSubmit } from './parts.js'
import type { Step } from './step.js'
import { texts } from './texts.js'

interface Props {
  challenge: string
  onStep: (step: Step) => void
  onCancel: () => void
}

export function MfaForm({ challenge, onStep, onCancel }: Props) {
  const [code, setCode] = useState('')
  const { busy, error, submit } = useSubmit()
  const gone = error instanceof ApiError && error.code === 'ChallengeExpired'
  return (
    <div className="card">
      <Heading>{texts.mfaTitle}</Heading>
      <Failure error={error} />
      <p>{texts.mfaText}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit(async () => {
            setCode('')
            onStep(await api<Step>('POST', '/signin/mfa', { challenge, code }))
          })
        }}
      >
        <Field label={texts.mfaCode} value={code} onChange={setCode} autoComplete="one-time-code" inputMode="numeric" />
        <button type="submit" disabled={busy || gone}>
          {texts.submit}
        </button>
      </form>
      <button type="button" className="second" onClick={onCancel}>
        {texts.cancel}
      </button>
    </div>
  )
}
