import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
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
import { NewAccount } from './welcome-card.js'

const Markdown = lazy(() => import('./markdown.js'))
const BillView = lazy(async () => ({ default: (await import('./bill-view.js')).BillView }))
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
  const latest = Object.entries(own.steps).sort(([, a], [, b]) => (b.passedAt ?? 0) - (a.passedAt ?? 0))[0]?.[0]
  const top = useInSight(lesson, own)
  const done = Object.values(own.steps).every(({ state }) => state === 'passed' || state === 'skipped')
  return (
    <div ref={top}>
      <SpaceBetween size="l">
        {own.grade ? <GradeView lesson={lesson} grade={own.grade} /> : null}
        {lesson.page ? <OutsidePage lessonId={lesson.id} page={lesson.page} acts={own.acts} actors={own.actors} /> : null}
        {lesson.actors.map((actor) => (
          <ActorView key={actor.id} lessonId={lesson.id} actor={actor} progress={own.actors[actor.id]} />
        ))}
        {lesson.steps.map((step, index) => {
          const at = own.steps[step.id]
          return at ? (
            <StepView
              key={step.id}
              lesson={lesson}
              step={step}
              number={index + 1}
              progress={at}
              snippets={own.snippets}
              latest={step.id === latest}
              graded={own.grade !== undefined}
            />
          ) : null
        })}
        {done && own.status !== 'passed' && !lesson.exam ? <Alert type="info">{texts.gaps}</Alert> : null}
        {own.status === 'passed' ? <Passed lesson={lesson} own={own} /> : null}
        {lesson.breakIt ? (
          <div>
            <Box variant="h3">{texts.breakIt}</Box>
            <Markdown text={lesson.breakIt.text} />
            {own.breakIt?.state === 'passed' ? (
              <Alert type="success" header={texts.breakItDone}>
                {lesson.breakIt.why ? <Markdown text={lesson.breakIt.why} /> : null}
              </Alert>
            ) : null}
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
        {lesson.exam && !own.grade ? <HandInExam lessonId={lesson.id} /> : null}
        {lesson.exam ? null : <Start lesson={lesson} again />}
      </SpaceBetween>
    </div>
  )
}

/** Keeps in sight what the learner has to look at now: the step that opened, or the end. */
function useInSight(lesson: LessonText, { steps, status, grade }: LessonProgress) {
  const top = useRef<HTMLDivElement>(null)
  const open = lesson.exam ? undefined : lesson.steps.find(({ id }) => steps[id]?.state === 'open')?.id
  const at = grade ? 'grade' : status === 'passed' ? 'passed' : open
  const before = useRef(at)
  useEffect(() => {
    if (before.current === at) return
    before.current = at
    const selector = at === 'grade' || at === 'passed' ? `[data-end="${at}"]` : `[data-step="${at}"]`
    top.current?.querySelector(selector)?.scrollIntoView({ block: 'nearest' })
  }, [at])
  return top
}

/** What one takes along: the recap, and what was called on the way. */
function Passed({ lesson, own }: { lesson: LessonText; own: LessonProgress }) {
  const { lessons, progress, choose } = useLab()
  const unanswered = lesson.quiz.filter(({ id }) => !own.quiz[id]?.correct).length
  const still = [
    ...(own.breakIt?.state === 'open' ? [texts.breakIt] : []),
    ...(unanswered > 0 ? [texts.questionsOpen(unanswered)] : []),
  ]
  const here = lessons.findIndex(({ id }) => id === lesson.id)
  const next = lessons.slice(here + 1).find(({ id, status }) => status === 'ready' && progress[id]?.status !== 'passed')
  return (
    <div data-end="passed">
      <Alert type="success" header={texts.lessonPassed}>
        <Box variant="h4">{texts.recap}</Box>
        <Markdown text={lesson.recap} />
        {own.practised && own.practised.length > 0 ? (
          <Box variant="p">
            {texts.operations}: {own.practised.join(', ')}
          </Box>
        ) : null}
        <Box variant="small">{texts.spent(own.spentMs)}</Box>
        {still.length > 0 ? <Box variant="p">{texts.still(still.join(', '))}</Box> : null}
        {next ? (
          <div>
            <Button onClick={() => choose(next.id)}>{texts.nextLesson(next.title)}</Button>
          </div>
        ) : null}
      </Alert>
    </div>
  )
}

/** Starts the lesson; where its account lacks something, offers to add it first. */
function Start({ lesson, again = false }: { lesson: LessonText; again?: boolean }) {
  const post = useLessonPost(lesson.id)
  const [error, setError] = useState<unknown>()
  const [asking, setAsking] = useState(false)
  const code = error instanceof ApiError ? error.code : undefined
  const start = (setUp: boolean) => {
    setError(undefined)
    post('start', { setUp }).catch(setError)
  }
  if (code === 'FreshAccountNeeded') {
    return <NewAccount path={`/lab/lessons/${lesson.id}/account`} text={texts.examAccount} action={texts.makeExamAccount} />
  }
  if (code === 'PreconditionsMissing') {
    return (
      <SpaceBetween size="m">
        <Alert type="info" header={texts.missingTitle} action={<Button onClick={() => start(true)}>{texts.addMissing}</Button>}>
          {error instanceof ApiError ? error.message : null} {texts.missingText}
        </Alert>
        <NewAccount path="/lab/course" text={texts.orFresh} action={texts.makeFresh} />
      </SpaceBetween>
    )
  }
  if (asking) {
    return (
      <Alert
        type="warning"
        header={texts.sure}
        action={
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => setAsking(false)}>{texts.cancel}</Button>
            <Button
              onClick={() => {
                setAsking(false)
                start(false)
              }}
            >
              {texts.again}
            </Button>
          </SpaceBetween>
        }
      >
        {texts.sureText}
      </Alert>
    )
  }
  return (
    <SpaceBetween size="s">
      <Button variant={again ? 'normal' : 'primary'} onClick={() => (again ? setAsking(true) : start(false))}>
        {again ? texts.again : texts.begin}
      </Button>
      {error === undefined ? null : <ErrorBox error={error} />}
    </SpaceBetween>
  )
}
