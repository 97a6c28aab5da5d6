import { useState } from 'react'
import { api } from '../shared/api.js'
import type { OwnAccount } from './own-accounts.js'
import { Failure, useSubmit } from './parts.js'
import { texts } from './texts.js'

const SHOWN = 2

interface Props {
  accounts: readonly OwnAccount[]
  /** This browser owns no account: those made before are another browser's, or the command's. */
  isNew: boolean
  onMade: (account: OwnAccount) => void
  onSignIn: (email: string) => void
}

/** The welcome cards of the accounts that one inherited, and the way into the course. */
export function CourseCards({ accounts, isNew, onMade, onSignIn }: Props) {
  const [all, setAll] = useState(false)
  const shown = all ? accounts : accounts.slice(0, SHOWN)
  return (
    <div aria-live="polite">
      {shown.map((account) => (
        <Welcome key={account.accountId} account={account} onSignIn={onSignIn} />
      ))}
      {shown.length < accounts.length ? (
        <button type="button" className="second" onClick={() => setAll(true)}>
          {texts.allAccounts(accounts.length)}
        </button>
      ) : null}
      <StartCourse again={accounts.length > 0} onMade={onMade} />
      {isNew && accounts.length === 0 ? (
        <p className="quiet">
          {texts.earlier} <code>{texts.openCommand}</code>
        </p>
      ) : null}
    </div>
  )
}

function Welcome({ account, onSignIn }: { account: OwnAccount; onSignIn: Props['onSignIn'] }) {
  return (
    <section className="card">
      <h2>{account.partnerOf ? texts.secondAccount(account.partnerOf.title) : texts.courseReady}</h2>
      <p>
        {account.password === undefined
          ? texts.courseGoOn
          : account.partnerOf
            ? texts.secondAccountText
            : texts.courseReadyText}
      </p>
      <dl>
        <dt>{texts.name}</dt>
        <dd>{account.name}</dd>
        <dt>{texts.accountId}</dt>
        <dd>{account.accountId}</dd>
        <dt>{texts.email}</dt>
        <dd>{account.email}</dd>
        {account.password === undefined ? null : (
          <>
            <dt>{texts.password}</dt>
            <dd>{account.password}</dd>
          </>
        )}
      </dl>
      <button type="button" onClick={() => onSignIn(account.email)}>
        {texts.toSignIn}
      </button>
    </section>
  )
}

function StartCourse({ again, onMade }: { again: boolean; onMade: Props['onMade'] }) {
  const { busy, error, submit } = useSubmit()
  return (
    <section className="card">
      <h2>{again ? texts.againTitle : texts.courseTitle}</h2>
      <p>{again ? texts.againText : texts.courseText}</p>
      <Failure error={error} />
      <button
        type="button"
        className={again ? 'second' : undefined}
        disabled={busy}
        onClick={() => submit(async () => onMade(await api('POST /lab/course')))}
      >
        {again ? texts.again : texts.startCourse}
      </button>
    </section>
  )
}
