import { useState } from 'react'
import { api } from '../shared/api.js'
import { Failure, useSubmit } from './parts.js'
import { texts } from './texts.js'

interface CourseAccount {
  accountId: string
  name: string
  email: string
  password: string
}

/** The way into the course: makes the inherited account and shows its welcome card. */
export function CourseCard({ onSignIn }: { onSignIn: (email: string) => void }) {
  const [account, setAccount] = useState<CourseAccount>()
  const { busy, error, submit } = useSubmit()
  if (account) {
    return (
      <section className="card" aria-live="polite">
        <h2>{texts.courseReady}</h2>
        <p>{texts.courseReadyText}</p>
        <dl>
          <dt>{texts.name}</dt>
          <dd>{account.name}</dd>
          <dt>{texts.accountId}</dt>
          <dd>{account.accountId}</dd>
          <dt>{texts.email}</dt>
          <dd>{account.email}</dd>
          <dt>{texts.password}</dt>
          <dd>{account.password}</dd>
        </dl>
        <button type="button" onClick={() => onSignIn(account.email)}>
          {texts.toSignIn}
        </button>
      </section>
    )
  }
  return (
    <section className="card">
      <h2>{texts.courseTitle}</h2>
      <p>{texts.courseText}</p>
      <Failure error={error} />
      <button
        type="button"
        className="second"
        disabled={busy}
        onClick={() => submit(async () => setAccount(await api<CourseAccount>('POST', '/lab/course', {})))}
      >
        {texts.startCourse}
      </button>
    </section>
  )
}
