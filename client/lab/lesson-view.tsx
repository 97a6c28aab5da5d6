import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { lazy, Suspense, useState } from 'react'
import { ApiError } from '../shared/api.js'
import { ErrorBox } from '../shared/error-box.js'
import { ActorView } from './actor-view.js'
import { useLab } from './lab-context.js'
import { useLessonPost } from './lesson-post.js'
import { OutsidePage } from './outside-page.js'
import { QuizView } from './quiz-view.js'
import { StepView } from './step-view.js'
import { texts } from './texts.js'
import type { LessonProgress, LessonText } from './types.js'

const Markdown = lazy(() => import('./markdown.js'))
const BillView = lazy(async () => ({ default: (await import('./bill-view.js')).BillView }))
const ExamAccountCard = lazy(async () => ({ default: (await import('./exam-view.js')).ExamAccountCard }))
const HandInExam = lazy(async () => ({ default: (await import('./exam-view.js')).HandInExam }))
const GradeView = lazy(async () => ({ default: (await import('./exam-view.js')).GradeView }))

/** One lesson: goal, steps as they open, the experiment, questions, and the recap at the end. */
export function LessonView({ lesson }: { lesson: LessonText }) {
  const { progress } = useLab()
  const own = progress[lesson.id]
  const started = own !== undefined && own.status !== 'not-started'
  return (
    <Suspense fallback={null}>
      <SpaceBetween size="l">
        <Markdown text={lesson.goal} />
        {started ? <Started lesson={lesson} own={own} /> : <Start lesson={lesson} />}
      </SpaceBetween>
    </Suspense>
  )
}

function Started({ lesson, own }: { lesson: LessonText; own: LessonProgress }) {
  const done = Object.values(own.steps).every(({ state }) => state === 'passed' || state === 'skipped')
  return (
    <SpaceBetween size="l">
      {lesson.page ? <OutsidePage lessonId={lesson.id} page={lesson.page} acts={own.acts} /> : null}
      {lesson.actors.map((actor) => (
        <ActorView key={actor.id} lessonId={lesson.id} actor={actor} progress={own.actors[actor.id]} />
      ))}
      {lesson.steps.map((step, index) => {
        const at = own.steps[step.id]
        return at ? (
          <StepView key={step.id} lesson={lesson} step={step} number={index + 1} progress={at} snippets={own.snippets} />
        ) : null
      })}
      {done && own.status !== 'passed' && !lesson.exam ? <Alert type="info">{texts.gaps}</Alert> : null}
      {own.status === 'passed' ? <Passed lesson={lesson} own={own} /> : null}
      {lesson.breakIt ? (
        <div>
          <Box variant="h3">{texts.breakIt}</Box>
          <Markdown text={lesson.breakIt.text} />
          {own.breakIt?.state === 'passed' ? <Alert type="success">{texts.breakItDone}</Alert> : null}
        </div>
      ) : null}
      {lesson.bill ? <BillView lessonId={lesson.id} /> : null}
      {lesson.quiz.length > 0 ? (
        <div>
          <Box variant="h3">{texts.questions}</Box>
          <SpaceBetween size="l">
            {lesson.quiz.map((quiz) => (
              <QuizView
                key={quiz.id}
                lessonId={lesson.id}
                quiz={quiz}
                progress={own.quiz[quiz.id]}
                silent={lesson.exam !== undefined && own.grade === undefined}
              />
            ))}
          </SpaceBetween>
        </div>
      ) : null}
      {own.grade ? <GradeView lessonId={lesson.id} grade={own.grade} /> : null}
      {lesson.exam && !own.grade ? <HandInExam lessonId={lesson.id} /> : null}
      {lesson.exam ? null : <Start lesson={lesson} again />}
    </SpaceBetween>
  )
}

/** What one takes along: the recap, and what was called on the way. */
function Passed({ lesson, own }: { lesson: LessonText; own: LessonProgress }) {
  return (
    <Alert type="success" header={texts.lessonPassed}>
      <Box variant="h4">{texts.recap}</Box>
      <Markdown text={lesson.recap} />
      {own.practised && own.practised.length > 0 ? (
        <Box variant="p">
          {texts.operations}: {own.practised.join(', ')}
        </Box>
      ) : null}
      <Box variant="small">{texts.spent(own.spentMs)}</Box>
    </Alert>
  )
}

/** Starts the lesson; where its account lacks something, offers to add it first. */
function Start({ lesson, again = false }: { lesson: LessonText; again?: boolean }) {
  const post = useLessonPost(lesson.id)
  const [error, setError] = useState<unknown>()
  const code = error instanceof ApiError ? error.code : undefined
  const start = (setUp: boolean) => {
    setError(undefined)
    post('start', { setUp }).catch(setError)
  }
  if (code === 'FreshAccountNeeded') return <ExamAccountCard lessonId={lesson.id} />
  if (code === 'PreconditionsMissing') {
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
