import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { LessonText } from '../../server/lab/api/contract.js'
import { ApiError } from '../shared/api.js'
import { ErrorBox } from '../shared/error-box.js'
import { useLab } from './lab-context.js'
import { ExamPassed } from './lesson-list.js'
import { useLessonPost } from './lesson-post.js'
import Markdown from './markdown.js'
import { texts } from './texts.js'
import { courseAccount, examAccount, NewAccount } from './welcome-card.js'

const BackToStart = lazy(() => import('./back-to-start.js'))
const FormDialog = lazy(async () => ({ default: (await import('../shared/dialogs/form-dialog.js')).FormDialog }))

/** Starts the lesson; where its account lacks something, offers to add it first. */
export function Start({ lesson, again = false, onStarted }: { lesson: LessonText; again?: boolean; onStarted: () => void }) {
  const post = useLessonPost(lesson.id)
  const { exam, passedElsewhere } = useLab()
  const [error, setError] = useState<unknown>()
  const [asking, setAsking] = useState(false)
  const [goingBack, setGoingBack] = useState(false)
  const code = error instanceof ApiError ? error.code : undefined
  const start = (setUp: boolean) => {
    setError(undefined)
    post('POST /lab/lessons/:id/start', { setUp }).then(onStarted, setError)
  }
  const instead = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (code === 'PreconditionsMissing') instead.current?.focus()
  }, [code])
  // Only in the account that was made for it: there it's started, and nowhere else.
  if (lesson.exam && exam !== lesson.id) {
    const passed = passedElsewhere[lesson.id]
    return (
      <SpaceBetween size="s">
        {passed ? <ExamPassed lessonId={lesson.id} exam={passed} /> : null}
        <NewAccount
          make={() => examAccount(lesson.id)}
          text={passed ? texts.takeAgain : texts.examAccount}
          action={texts.makeExamAccount}
        />
      </SpaceBetween>
    )
  }
  if (code === 'PreconditionsMissing') {
    return (
      <div ref={instead} tabIndex={-1}>
        <SpaceBetween size="m">
          <Alert
            type="info"
            header={texts.missingTitle}
            action={<Button onClick={() => start(true)}>{texts.addMissing}</Button>}
          >
            {texts.missingText}
            <ExpandableSection headerText={texts.missingWhat}>
              {error instanceof ApiError ? error.message : null}
            </ExpandableSection>
          </Alert>
          <NewAccount make={courseAccount} text={texts.orFresh} action={texts.makeFresh} />
        </SpaceBetween>
      </div>
    )
  }
  return (
    <SpaceBetween size="s">
      {lesson.prepares && !again ? (
        <div>
          <Box variant="strong">{texts.prepares}</Box>
          <Markdown text={lesson.prepares} />
        </div>
      ) : null}
      {lesson.exam ? <Box variant="p">{texts.examOf}</Box> : null}
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant={again ? 'normal' : 'primary'} onClick={() => (again ? setAsking(true) : start(false))}>
          {again ? texts.again : lesson.exam ? texts.beginExam : texts.begin}
        </Button>
        {again ? <Button onClick={() => setGoingBack(true)}>{texts.backToStartOf}</Button> : null}
      </SpaceBetween>
      {goingBack ? (
        <Suspense>
          <BackToStart lessonId={lesson.id} onClose={() => setGoingBack(false)} />
        </Suspense>
      ) : null}
      {error === undefined ? null : <ErrorBox error={error} />}
      {asking ? (
        <Suspense>
          <FormDialog
            header={texts.sure}
            submitText={texts.again}
            onSubmit={() => {
              setAsking(false)
              start(false)
            }}
            onClose={() => setAsking(false)}
          >
            <Box>{texts.sureText}</Box>
            <NewAccount make={courseAccount} text={texts.orFresh} action={texts.makeFresh} />
          </FormDialog>
        </Suspense>
      ) : null}
    </SpaceBetween>
  )
}
