import { useEffect, useRef } from 'react'
import type { WelcomeCard } from '../../../server/classroom/contract.js'
import { signInAsRoot } from '../../shared/addresses.js'
import { NewRootPassword } from '../../signin/new-root-password.js'
import { texts } from './texts.js'

/** What a learner needs to sign in, and the way on. */
export function Card({ card: { learner, account }, back }: { card: WelcomeCard; back: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const rows = [
    [texts.yourName, learner.name],
    [texts.accountId, account.accountId],
    [texts.alias, account.alias],
    [texts.email, account.email],
    [texts.password, account.password],
    [texts.signInLink, account.signInUrl],
  ].filter(([, value]) => value !== undefined)
  return (
    <div className="card">
      <h1 ref={heading} tabIndex={-1}>
        {back ? texts.welcomeBack(learner.name) : texts.welcome(learner.name)}
      </h1>
      <p>{back ? texts.cardTextBack : texts.cardText}</p>
      <dl>
        {rows.map(([label, value]) => (
          <Row key={label} label={label ?? ''} value={value ?? ''} />
        ))}
      </dl>
      <div className="no-print">
        {back ? null : <p className="quiet">{texts.startText}</p>}
        <a className="action" href={signInAsRoot(account.accountId)}>
          {back ? texts.goOn : texts.start}
        </a>
        {account.password === undefined ? <NewRootPassword accountId={account.accountId} /> : null}
        <button type="button" className="second" onClick={() => print()}>
          {texts.print}
        </button>
      </div>
    </div>
  )
}

const Row = ({ label, value }: { label: string; value: string }) => (
  <>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </>
)
