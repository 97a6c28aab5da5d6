import { useState } from 'react'
import type { OwnAccount } from './own-accounts.js'
import { ResetAccount } from './reset-account.js'
import { ResyncForm } from './resync-form.js'
import { texts } from './texts.js'

interface Props {
  /** Whose root user signs in; undefined for an IAM user. */
  rootEmail: string | undefined
  own: readonly OwnAccount[]
  challenge: string
  /** A device shows codes, so its clock can be off. */
  codes: boolean
  /** Codes were refused several times: AWS offers to resynchronize. */
  offered: boolean
  /** The account was reset: the sign-in starts over. */
  onReset: () => void
}

/** Root helps itself, an IAM user asks the administrator. Source: IAM User Guide, "Recover an MFA protected identity". */
export function TroubleshootMfa({ rootEmail, own, challenge, codes, offered, onReset }: Props) {
  const [resynced, setResynced] = useState(false)
  const [asked, setAsked] = useState(false)
  const root = rootEmail !== undefined
  return (
    <>
      {resynced ? <p role="status">{texts.resynced}</p> : null}
      {offered && !resynced ? (
        <details open>
          <summary>{texts.resyncTitle}</summary>
          <ResyncForm challenge={challenge} onDone={() => setResynced(true)} />
        </details>
      ) : null}
      <details onToggle={(event) => setAsked(event.currentTarget.open)}>
        <summary>{texts.troubleshoot}</summary>
        {asked && root && codes && !offered && !resynced ? (
          <>
            <h2>{texts.resyncTitle}</h2>
            <ResyncForm challenge={challenge} onDone={() => setResynced(true)} />
          </>
        ) : null}
        {root ? (
          <>
            <h2>{texts.otherFactors}</h2>
            <p>{texts.otherFactorsText}</p>
            {asked && own.length > 0 ? <ResetAccount accounts={own} rootEmail={rootEmail} onDone={onReset} /> : null}
          </>
        ) : (
          <p>{texts.askAdministrator}</p>
        )}
      </details>
    </>
  )
}
