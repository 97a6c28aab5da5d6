import { useEffect, useState } from 'react'
import type { SignInStep } from '../../server/signin/contract.js'
import { ClassCard } from './class-card.js'
import { CourseCards } from './course-cards.js'
import { ForcedChange } from './forced-change.js'
import { IamUserForm } from './iam-user-form.js'
import { MfaForm } from './mfa-form.js'
import { useOwnAccounts } from './own-accounts.js'
import { useOwnClass } from './own-class.js'
import { Frame, Heading } from './parts.js'
import { RootForm } from './root-form.js'
import { enter } from './step.js'
import { texts } from './texts.js'

/** `#root`, or `#root-<account id>` for an account of the course. */
const ROOT = /^#root(?:-(\d{12}))?$/

/** The sign-in, step by step, as the server says. */
export function SignInPage() {
  const asked = ROOT.exec(location.hash)
  const [door, setDoor] = useState<'iam' | 'root'>(asked ? 'root' : 'iam')
  const [step, setStep] = useState<SignInStep>()
  const [rootEmail, setRootEmail] = useState('')
  const [iamAccount, setIamAccount] = useState<string>()
  const { own, course, isNew, add } = useOwnAccounts()
  const ownClass = useOwnClass()
  // A class may give its learners accounts that aren't the course's. The one that was asked for comes first: an exam's, mostly.
  const isAsked = ({ accountId }: { accountId: string }) => Number(accountId === asked?.[1])
  const accounts = [...(ownClass ? own : course)].sort((a, b) => isAsked(b) - isAsked(a))
  const askedEmail = accounts.find(({ accountId }) => accountId === asked?.[1])?.email
  useEffect(() => {
    if (askedEmail) setRootEmail(askedEmail)
  }, [askedEmail])
  const restart = () => setStep(undefined)
  const next = (to: SignInStep) => (to.state === 'signed-in' ? enter(to) : setStep(to))

  if (step?.state === 'mfa')
    return (
      <Frame>
        <MfaForm step={step} rootEmail={door === 'root' ? rootEmail : undefined} own={own} onStep={next} onCancel={restart} />
      </Frame>
    )
  if (step?.state === 'change-password') return <Frame>{<ForcedChange step={step} onStep={next} onCancel={restart} />}</Frame>
  if (step?.state === 'password-expired') {
    return (
      <Frame>
        <div className="card">
          <Heading>{texts.expiredTitle}</Heading>
          <p>{texts.expiredText}</p>
          <button type="button" className="second" onClick={restart}>
            {texts.cancel}
          </button>
        </div>
      </Frame>
    )
  }
  return (
    <Frame wide>
      {door === 'iam' ? (
        <IamUserForm
          key={iamAccount}
          chosen={iamAccount}
          onStep={next}
          onRoot={() => setDoor('root')}
          inClass={ownClass !== undefined}
        />
      ) : (
        <RootForm
          key={rootEmail}
          email={rootEmail}
          own={own}
          inClass={ownClass !== undefined}
          onStep={(to, email) => {
            setRootEmail(email)
            next(to)
          }}
          onIam={() => setDoor('iam')}
        />
      )}
      <div className="cards">
        {ownClass ? <ClassCard of={ownClass} /> : null}
        <CourseCards
          inClass={ownClass !== undefined}
          accounts={accounts}
          isNew={isNew}
          onMade={add}
          onSignIn={(email) => {
            setRootEmail(email)
            setDoor('root')
          }}
          onIamUser={(account) => {
            setIamAccount(account)
            setDoor('iam')
          }}
        />
      </div>
    </Frame>
  )
}
