import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { OwnClass } from '../../../server/classroom/contract.js'
import { useLab } from '../../lab/lab-context.js'
import { useNow } from '../../lab/use-now.js'
import { addresses, signInAsRoot } from '../../shared/addresses.js'
import { api } from '../../shared/api.js'
import { useSession } from '../../shared/session.js'
import { timeLeft } from '../../shared/time-left.js'
import { useFlash } from '../parts/flash.js'
import { PageLink } from '../parts/page-link.js'
import { ExamResultOf } from './exam-result.js'
import { LeaveDialog } from './leave-dialog.js'
import { Messages } from './messages.js'
import { texts } from './texts.js'
import { MY_CLASS, useMyClass } from './use-my-class.js'
import './my-class.css'

/** Above the pages of a learner of a class: who they are there, a raised hand, and what the class tells them. */
export default function MyClass() {
  const { data: own } = useMyClass()
  if (!own) return null
  return (
    <section className="my-class" aria-label={texts.yours}>
      <SpaceBetween size="xs">
        <Bar own={own} />
        <ExamNews own={own} />
        <SetLesson own={own} />
        {own.spotlight ? <Spotlight spotlight={own.spotlight} /> : null}
        <Messages messages={own.messages} />
      </SpaceBetween>
    </section>
  )
}

interface Props {
  own: OwnClass
}

function Bar({ own: { title, learner, handRaised } }: Props) {
  const [leaving, setLeaving] = useState(false)
  const queries = useQueryClient()
  const flash = useFlash()
  const raise = (raised: boolean) =>
    void api('POST /classroom/me/hand', { body: { raised } }).then(
      (own) => queries.setQueryData([MY_CLASS], own),
      (error: unknown) => flash.error(texts.failed, error),
    )
  return (
    <SpaceBetween direction="horizontal" size="s" alignItems="center">
      <Box fontWeight="bold">{texts.class(title, learner.name)}</Box>
      <Button iconName="contact" ariaLabel={handRaised ? texts.lower : texts.raise} onClick={() => raise(!handRaised)}>
        {handRaised ? texts.lower : texts.raise}
      </Button>
      <span role="status">
        {handRaised ? (handRaised.takenBy === undefined ? texts.raised : texts.taken(handRaised.takenBy)) : ''}
      </span>
      <PageLink to={addresses.seen}>{texts.seen}</PageLink>
      <Button variant="inline-link" onClick={() => setLeaving(true)}>
        {texts.leave}
      </Button>
      {leaving ? <LeaveDialog onClose={() => setLeaving(false)} /> : null}
    </SpaceBetween>
  )
}

/** The lesson that was set, unless it's open, and the step at which the class waits. */
function SetLesson({ own: { lesson, paceLock, exam } }: Props) {
  const { lessons, chosen, openLesson } = useLab()
  const set = lessons.find(({ id }) => id === lesson)
  const held = lessons.find(({ id }) => id === paceLock?.lesson)?.steps.find(({ id }) => id === paceLock?.step)
  return (
    <>
      {set && set.id !== chosen && (!exam || exam.handedIn) ? (
        <Note action={<Button onClick={() => openLesson(set.id)}>{texts.openLesson}</Button>}>{texts.lesson(set.title)}</Note>
      ) : null}
      {held && paceLock?.lesson === chosen ? <Note>{texts.pace(held.title)}</Note> : null}
    </>
  )
}

const Note = ({ children, action }: { children: ReactNode; action?: ReactNode }) => (
  <Alert type="info" {...(action ? { action } : {})}>
    {children}
  </Alert>
)

const Spotlight = ({ spotlight: { operation, errorCode, explanation } }: { spotlight: NonNullable<OwnClass['spotlight']> }) => (
  <Alert type="info" header={texts.spotlight}>
    <span className="words">
      {texts.spotlightLine(operation, errorCode ?? texts.worked)} {explanation}
    </span>
  </Alert>
)

/** The exam's clock; then that it is handed in; then the result, once it's released. */
function ExamNews({ own: { exam } }: Props) {
  const { accountId } = useSession()
  const { chosen, openLesson } = useLab()
  if (!exam) return null
  if (exam.released) return <ExamResultOf exam={exam.id} />
  if (exam.handedIn) return <Note>{texts.handedIn}</Note>
  const of = 'accountId' in exam && typeof exam.accountId === 'string' ? exam.accountId : accountId
  return (
    <Alert
      type="warning"
      header={<ExamClock endsAt={exam.endsAt} />}
      action={
        of !== accountId ? (
          <Button href={signInAsRoot(of)}>{texts.openExam}</Button>
        ) : exam.lesson === chosen ? null : (
          <Button onClick={() => openLesson(exam.lesson)}>{texts.openExam}</Button>
        )
      }
    >
      {texts.examText} {of === accountId ? '' : texts.examAccount(of)}
    </Alert>
  )
}

const ExamClock = ({ endsAt }: { endsAt: number }) => <span role="timer">{texts.exam(timeLeft(endsAt, useNow()))}</span>
