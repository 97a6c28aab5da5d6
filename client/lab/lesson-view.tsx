import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import LiveRegion from '@cloudscape-design/components/live-region'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { LessonProgress, LessonText } from '../../server/lab/api/contract.js'
import { addresses } from '../shared/addresses.js'
import { ActorView } from './actor-view.js'
import { useLab } from './lab-context.js'
import { isBehind } from './lesson-order.js'
import { Start } from './lesson-start.js'
import Markdown from './markdown.js'
import { NextLesson } from './next-lesson.js'
import { OutsidePage } from './outside-page.js'
import { PanelLink } from './panel-link.js'
import { QuizView } from './quiz-view.js'
import { StepView } from './step-view.js'
import { texts } from './texts.js'

const BillView = lazy(async () => ({ default: (await import('./bill-view.js')).BillView }))
const HandInExam = lazy(async () => ({ default: (await import('./exam-view.js')).HandInExam }))
const GradeView = lazy(async () => ({ default: (await import('./exam-view.js')).GradeView }))

/** One lesson: goal, steps as they open, the experiment, questions, and the recap at the end. */
export function LessonView({ lesson }: { lesson: LessonText }) {
  const { progress } = useLab()
  const own = progress[lesson.id]
  const started = own !== undefined && own.status !== 'not-started'
  const { top, showOpenStep } = useOpenStep()
  return (
    <div ref={top}>
      <SpaceBetween size="l">
        <Markdown text={lesson.goal} />
        {started ? (
          <Started lesson={lesson} own={own} onMoved={showOpenStep} />
        ) : (
          <Start lesson={lesson} onStarted={showOpenStep} />
        )}
      </SpaceBetween>
    </div>
  )
}

/** The focus goes to the step to do where what had it is gone: a lesson was started, a step is open again, another is done. */
function useOpenStep() {
  const top = useRef<HTMLDivElement>(null)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    if (asked > 0 && document.activeElement === document.body)
      top.current?.querySelector<HTMLElement>('[data-step][data-state="open"]')?.focus()
  }, [asked])
  return { top, showOpenStep: () => setAsked((before) => before + 1) }
}

interface StartedProps {
  lesson: LessonText
  own: LessonProgress
  onMoved: () => void
}

function Started({ lesson, own, onMoved }: StartedProps) {
  const passed = lesson.steps.filter(({ id }) => own.steps[id]?.state === 'passed')
  const latest = Object.entries(own.steps).sort(([, a], [, b]) => (b.passedAt ?? 0) - (a.passedAt ?? 0))[0]?.[0]
  const top = useInSight(lesson, own)
  const done = isBehind(own)
  const [handedIn, setHandedIn] = useState(false)
  return (
    <div ref={top}>
      <LiveRegion hidden>{passed.map(({ title }) => texts.stepPassed(title)).join(' ')}</LiveRegion>
      <SpaceBetween size="l">
        {own.grade ? (
          <Suspense>
            <GradeView lesson={lesson} grade={own.grade} focus={handedIn} />
          </Suspense>
        ) : null}
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
              lessonPassed={own.status === 'passed'}
              onMoved={onMoved}
            />
          ) : null
        })}
        {done && own.status !== 'passed' && !lesson.exam ? (
          <Alert type="info">
            <SpaceBetween size="s">
              <Box>{texts.gaps}</Box>
              <NextLesson lesson={lesson} />
            </SpaceBetween>
          </Alert>
        ) : null}
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
        {lesson.bill ? (
          <Suspense>
            <BillView lessonId={lesson.id} />
          </Suspense>
        ) : null}
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
                  lessonPassed={own.status === 'passed'}
                  silent={lesson.exam !== undefined && own.grade === undefined}
                  closed={own.handedInAt !== undefined}
                />
              ))}
            </SpaceBetween>
          </div>
        ) : null}
        {lesson.exam && own.handedInAt !== undefined ? <Alert type="info">{texts.handedIn}</Alert> : null}
        {lesson.exam && !own.grade && own.handedInAt === undefined ? (
          <Suspense>
            <HandInExam lessonId={lesson.id} onHandedIn={() => setHandedIn(true)} />
          </Suspense>
        ) : null}
        {own.status === 'passed' ? <NextLesson lesson={lesson} /> : null}
        {lesson.exam ? null : <Start lesson={lesson} again onStarted={onMoved} />}
      </SpaceBetween>
    </div>
  )
}

/**
 * Keeps in sight what the learner has to look at now: the step to do, as the page opens and as it changes; the question
 * that they just answered; or the end. A grade is shown by its own view, which takes the focus.
 */
function useInSight(lesson: LessonText, { steps, status, grade }: LessonProgress) {
  const top = useRef<HTMLDivElement>(null)
  const open = lesson.exam ? undefined : lesson.steps.find(({ id }) => steps[id]?.state === 'open')?.id
  const at = grade ? undefined : status === 'passed' ? 'passed' : open
  const before = useRef<string>(undefined)
  useEffect(() => {
    const opens = before.current === undefined
    if (before.current === at) return
    before.current = at
    // A lesson that was complete before is read from its beginning.
    if (at === undefined || (opens && at === 'passed')) return
    const question = at === 'passed' ? undefined : document.activeElement?.closest('[data-quiz]')
    const target = question ?? top.current?.querySelector(at === 'passed' ? '[data-end="passed"]' : `[data-step="${at}"]`)
    target?.scrollIntoView({ block: 'nearest' })
  }, [at])
  return top
}

/** What one takes along: the recap, and what was called on the way. */
function Passed({ lesson, own }: { lesson: LessonText; own: LessonProgress }) {
  const unanswered = lesson.quiz.filter(({ id }) => !own.quiz[id]?.correct).length
  const shown = lesson.steps.filter(({ id }) => own.steps[id]?.shown).map(({ title }) => title)
  const still = [
    ...(own.breakIt?.state === 'open' ? [texts.breakIt] : []),
    ...(unanswered > 0 ? [texts.questionsOpen(unanswered)] : []),
  ]
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
        {shown.length > 0 ? <Box variant="p">{texts.shownSteps(shown.join(', '))}</Box> : null}
        <Box variant="p">
          <PanelLink to={addresses.cheatSheet}>{texts.toCheatSheet}</PanelLink>
        </Box>
        {still.length > 0 ? <Box variant="p">{texts.still(still.join(', '))}</Box> : null}
        <NextLesson lesson={lesson} />
      </Alert>
    </div>
  )
}
