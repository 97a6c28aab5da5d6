import { useState } from 'react'
import { api } from '../shared/api.js'
import { Failure, Field, InLine, useSubmit } from './parts.js'
import { texts } from './texts.js'

interface Props {
  challenge: string
  onDone: () => void
}

/** Two codes in a row tell how far the device's clock is off; the next one signs in. */
export function ResyncForm({ challenge, onDone }: Props) {
  const [code1, setCode1] = useState('')
  const [code2, setCode2] = useState('')
  const { busy, waiting, error, submit } = useSubmit()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit(async (signal) => {
          await api('POST /signin/mfa/resync', { body: { challenge, code1, code2 }, signal })
          onDone()
        })
      }}
    >
      <p>{texts.resyncText}</p>
      <Failure error={error} />
      <Field label={texts.mfaCode1} value={code1} onChange={setCode1} autoComplete="off" inputMode="numeric" />
      <Field label={texts.mfaCode2} value={code2} onChange={setCode2} autoComplete="off" inputMode="numeric" />
      <button type="submit" className="second" disabled={busy}>
        {texts.resync}
      </button>
      <InLine waiting={waiting} />
    </form>
  )
}
