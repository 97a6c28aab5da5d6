import { useState } from 'react'
import type { MfaStep, SignInStep } from '../../server/signin/contract.js'
import { ApiError, api } from '../shared/api.js'
import type { OwnAccount } from './own-accounts.js'
import { Failure, Field, Heading, InLine, useSubmit } from './parts.js'
import { texts } from './texts.js'
import { TroubleshootMfa } from './troubleshoot-mfa.js'

/** Refused codes, until the page offers to resynchronize; AWS's number is not public. */
const OFFERED_AFTER = 3

interface Props {
  step: MfaStep
  /** Whose root user signs in; undefined for an IAM user. */
  rootEmail: string | undefined
  /** The accounts that this browser may reset. */
  own: readonly OwnAccount[]
  onStep: (step: SignInStep) => void
  onCancel: () => void
}

/** The second factor: a passkey where there is one, a code where a device shows codes; one suffices. */
export function MfaForm({ step: { challenge, codes, passkey }, rootEmail, own, onStep, onCancel }: Props) {
  const [code, setCode] = useState('')
  const [wrongCodes, setWrongCodes] = useState(0)
  const { busy, waiting, error, submit } = useSubmit()
  const gone = error instanceof ApiError && error.code === 'ChallengeExpired'
  const usePasskey = () =>
    submit(async (signal) => {
      const { startAuthentication } = await import('@simplewebauthn/browser')
      if (!passkey) return
      const response = await startAuthentication({ optionsJSON: passkey }).catch(() => {
        throw new Error(texts.passkeyFailed)
      })
      onStep(await api('POST /signin/passkey', { body: { challenge, response }, signal }))
    })
  return (
    <div className="card">
      <Heading>{texts.mfaTitle}</Heading>
      <Failure error={error} />
      <InLine waiting={waiting} />
      {passkey ? (
        <>
          <p>{texts.passkeyText}</p>
          <button type="button" disabled={busy || gone} onClick={usePasskey}>
            {texts.usePasskey}
          </button>
        </>
      ) : null}
      {codes ? (
        <>
          <p>{passkey ? texts.orCode : texts.mfaText}</p>
          <form
            onSubmit={(event) => {
              event.preventDefault()
              submit(async (signal) => {
                setCode('')
                setWrongCodes(wrongCodes + 1)
                onStep(await api('POST /signin/mfa', { body: { challenge, code }, signal }))
              })
            }}
          >
            <Field label={texts.mfaCode} value={code} onChange={setCode} autoComplete="one-time-code" inputMode="numeric" />
            <button type="submit" disabled={busy || gone}>
              {texts.submit}
            </button>
          </form>
          <p>
            {texts.noPhone}{' '}
            <a href="/phone" target="_blank" rel="noreferrer">
              {texts.openPhone}
            </a>
          </p>
        </>
      ) : null}
      <TroubleshootMfa
        rootEmail={rootEmail}
        own={own}
        challenge={challenge}
        codes={codes}
        offered={wrongCodes >= OFFERED_AFTER && !busy}
        onReset={onCancel}
      />
      <button type="button" className="second" onClick={onCancel}>
        {texts.cancel}
      </button>
    </div>
  )
}
