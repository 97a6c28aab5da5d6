import { useState } from 'react'
import { api } from '../shared/api.js'
import { Command } from './command.js'
import { NewRootPassword } from './new-root-password.js'
import type { OwnAccount } from './own-accounts.js'
import { Failure, useSubmit } from './parts.js'
import { texts } from './texts.js'

const SHOWN = 2

interface Props {
  /** Accounts come from joining a class. */
  inClass: boolean
  accounts: readonly OwnAccount[]
  /** This browser owns no account: those made before are another browser's, or the command's. */
  isNew: boolean
  onMade: (account: OwnAccount) => void
  onSignIn: (email: string) => void
  onIamUser: (accountId: string) => void
}

/** The welcome cards of the accounts that one inherited, and the way into the course. */
export function CourseCards({ inClass, accounts, isNew, onMade, onSignIn, onIamUser }: Props) {
  const [all, setAll] = useState(false)
  const shown = all ? accounts : accounts.slice(0, SHOWN)
  return (
    <div aria-live="polite">
      {shown.map((account) => (
        <Welcome
          key={account.accountId}
          account={account}
          several={accounts.length > 1}
          inClass={inClass}
          onSignIn={onSignIn}
          onIamUser={onIamUser}
        />
      ))}
      {shown.length < accounts.length ? (
        <button type="button" className="second" onClick={() => setAll(true)}>
          {texts.allAccounts(accounts.length)}
        </button>
      ) : null}
      {inClass ? null : <StartCourse again={accounts.length > 0} onMade={onMade} />}
      {isNew && !inClass && accounts.length === 0 ? (
        <p className="quiet">
          {texts.earlier} <Command>{texts.openCommand}</Command>
        </p>
      ) : null}
    </div>
  )
}

interface WelcomeProps extends Pick<Props, 'inClass' | 'onSignIn' | 'onIamUser'> {
  account: OwnAccount
  /** The buttons of each say whose they are. */
  several: boolean
}

/** What the learner does next in the account: at first as root, later as one of its users. */
function Welcome({ inClass, account, several, onSignIn, onIamUser }: WelcomeProps) {
  // In a class, the password was on the welcome card alone: nobody knows whether it was changed.
  const changed = account.password === undefined && !inClass
  const named = (text: string) => (several ? { 'aria-label': texts.inAccount(text, account.name, account.accountId) } : {})
  return (
    <section className="card">
      <h2>{headingOf(account)}</h2>
      <p>{introOf(account, inClass)}</p>
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
      {changed ? (
        <button type="button" onClick={() => onIamUser(account.accountId)} {...named(texts.toSignInAsUser)}>
          {texts.toSignInAsUser}
        </button>
      ) : null}
      <button
        type="button"
        className={changed ? 'second' : undefined}
        onClick={() => onSignIn(account.email)}
        {...named(texts.toSignIn)}
      >
        {texts.toSignIn}
      </button>
      {inClass && account.password === undefined ? (
        <NewRootPassword accountId={account.accountId} open={account.exam !== undefined} />
      ) : null}
    </section>
  )
}

function headingOf({ exam, partnerOf }: OwnAccount): string {
  if (partnerOf) return texts.secondAccount(partnerOf.title)
  return exam ? texts.examReady : texts.courseReady
}

function introOf({ password, exam, partnerOf }: OwnAccount, inClass: boolean): string {
  if (exam?.result) return texts.examDone(exam.result.points, exam.result.of)
  if (inClass) return exam ? texts.classExamText : texts.classAccountText
  if (exam) return texts.examReadyText
  if (password === undefined) return texts.courseGoOn
  return partnerOf ? texts.secondAccountText : texts.courseReadyText
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
