import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { lazy, Suspense, useState } from 'react'
import { ApiError, api } from '../shared/api.js'
import { ErrorBox } from '../shared/error-box.js'
import { useSession } from '../shared/session.js'
import { useLab } from './lab-context.js'
import { QuizView } from './quiz-view.js'
import { StepView } from './step-view.js'
import { texts } from './texts.js'
import type { LessonProgress, LessonText } from './types.js'

const Markdown = lazy(() => import('./markdown.js'))

/** One lesson: goal, steps as they open, the experiment, questions, and the recap at the end. */
export function LessonView({ lesson }: { lesson: LessonText }) {
  const { progress } = useLab()
  const own = progress[lesson.id]
  const started = own !== undefined && own.status !== 'not-started'
  return (
    <Suspense fallback={null}>
      <SpaceBetween size="l">
        <Markdown text={lesson.goal} />
        {started ? null : <Start lesson={lesson} />}
        {started ? (
          <>
            {lesson.steps.map((step, index) => {
              const at = own.steps[step.id]
              return at ? <StepView key={step.id} lessonId={lesson.id} step={step} number={index + 1} progress={at} /> : null
            })}
            {own.status === 'passed' ? (
              <Alert type="success" header={texts.lessonPassed}>
                <Box variant="h4">{texts.recap}</Box>
                <Markdown text={lesson.recap} />
              </Alert>
            ) : null}
            {lesson.breakIt ? (
              <div>
                <Box variant="h3">{texts.breakIt}</Box>
                <Markdown text={lesson.breakIt.text} />
                {own.breakIt?.state === 'passed' ? <Alert type="success">{texts.breakItDone}</Alert> : null}
              </div>
            ) : null}
            {lesson.quiz.length > 0 ? (
              <div>
                <Box variant="h3">{texts.questions}</Box>
                {lesson.quiz.map((quiz) => (
                  <QuizView key={quiz.id} lessonId={lesson.id} quiz={quiz} progress={own.quiz[quiz.id]} />
                ))}
              </div>
            ) : null}
            <Start lesson={lesson} again />
          </>
        ) : null}
      </SpaceBetween>
    </Suspense>
  )
}

/** Starts the lesson; where its account lacks something, offers to add it first. */
function Start({ lesson, again = false }: { lesson: LessonText; again?: boolean }) {
  const { accountId } = useSession()
  const { keep } = useLab()
  const [error, setError] = useState<unknown>()
  const missing = error instanceof ApiError && error.code === 'PreconditionsMissing'
  const start = (setUp: boolean) => {
    setError(undefined)
    api<LessonProgress>('POST', `/lab/lessons/${lesson.id}/start`, { account: accountId, setUp }).then(
      (progress) => keep(lesson.id, progress),
      setError,
    )
  }
  if (missing) {
    return (
      <Alert type="info" header={texts.missingTitle} action={<Button onClick={() => start(true)}>{texts.addMissing}</Button>}>
        {texts.missingText}
      </Alert>
    )
  }
  return (
    <SpaceBetween size="s">
      <Button variant={again ? 'normal' : 'primary'} onClick={() => start(false)}>
        {again ? texts.again : texts.begin}
      </Button>
      {error === undefined ? null : <ErrorBox error={error} />}
    </SpaceBetween>
  )
}
