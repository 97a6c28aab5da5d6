import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { lazy, Suspense, useState } from 'react'
import type { LessonProgress, LessonText, StepProgress } from '../../server/lab/api/contract.js'
import { draftOf, drafts } from './drafts.js'
import { InlineMarkdown } from './inline-markdown.js'
import { useLessonPost } from './lesson-post.js'
import Markdown from './markdown.js'
import { ShowMe } from './show-me.js'
import { SnippetEditor } from './snippet-editor.js'
import { texts } from './texts.js'
import { Worksheet } from './worksheet.js'

const FormDialog = lazy(async () => ({ default: (await import('../shared/dialogs/form-dialog.js')).FormDialog }))

interface Props {
  lesson: LessonText
  step: LessonText['steps'][number]
  number: number
  progress: StepProgress
  snippets: LessonProgress['snippets']
  /** The one that was passed last: its reason is shown, those of others on request. */
  latest: boolean
  graded: boolean
  lessonPassed: boolean
  onMoved: () => void
}

const SIGNS: Record<StepProgress['state'], { type: StatusIndicatorProps.Type; text: string }> = {
  passed: { type: 'success', text: texts.passed },
  open: { type: 'in-progress', text: texts.current },
  skipped: { type: 'stopped', text: texts.skipped },
  locked: { type: 'pending', text: texts.locked },
}

/** What an exam's step is worth is settled when it is handed in: until then it is done so far. */
function signOf(state: StepProgress['state'], practice: boolean, graded: boolean) {
  if (graded && state === 'open') return { type: 'error' as const, text: texts.stepsLeft }
  return state === 'passed' && !practice && !graded ? { ...SIGNS.passed, text: texts.passedSoFar } : SIGNS[state]
}

/** A step: its task while it is open, recognised mistakes, hints one by one, and why once it is done. */
export function StepView({ lesson, step, number, progress, snippets, latest, graded, lessonPassed, onMoved }: Props) {
  const { state } = progress
  const practice = lesson.exam === undefined
  const { type, text } = signOf(state, practice, graded)
  return (
    <section aria-label={`${number}. ${step.title}`} data-step={step.id} data-state={state} tabIndex={-1}>
      <Box variant="h3">
        {number}. {step.title}
      </Box>
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        <StatusIndicator type={type}>{text}</StatusIndicator>
        {step.points === undefined ? null : <Box variant="small">{texts.worth(step.points)}</Box>}
      </SpaceBetween>
      {state === 'open' ? (
        <OpenStep lesson={lesson} step={step} progress={progress} snippets={snippets} onMoved={onMoved} />
      ) : null}
      {practice ? <ShowMe lessonId={lesson.id} step={step} progress={progress} /> : null}
      {state === 'passed' && practice ? (
        <ExpandableSection key={String(latest)} headerText={texts.why} defaultExpanded={latest}>
          <Markdown text={step.why} />
        </ExpandableSection>
      ) : null}
      {state === 'passed' ? <Accepted lesson={lesson} step={step} /> : null}
      {(state === 'passed' || state === 'skipped') && practice ? (
        <Redo lessonId={lesson.id} step={step} lessonPassed={lessonPassed} onMoved={onMoved} />
      ) : null}
    </section>
  )
}

/** What was handed in here, while this page lives. */
function Accepted({ lesson, step }: Pick<Props, 'lesson' | 'step'>) {
  const text = step.snippet === undefined ? undefined : drafts.get(draftOf(lesson.id, step.snippet))
  if (text === undefined) return null
  return (
    <ExpandableSection headerText={texts.accepted}>
      <Markdown text={`\`\`\`\n${text}\n\`\`\``} />
    </ExpandableSection>
  )
}

interface RedoProps extends Pick<Props, 'step' | 'lessonPassed' | 'onMoved'> {
  lessonId: string
}

/** A complete lesson is not complete any more once a step of it is open: asked first. */
function Redo({ lessonId, step, lessonPassed, onMoved }: RedoProps) {
  const post = useLessonPost(lessonId)
  const [asking, setAsking] = useState(false)
  const reopen = () => void post('POST /lab/lessons/:id/steps/:step/reset', {}, { step: step.id }).then(onMoved)
  return (
    <div>
      <Button
        variant="inline-link"
        ariaLabel={`${texts.redo}: ${step.title}`}
        onClick={() => (lessonPassed ? setAsking(true) : reopen())}
      >
        {texts.redo}
      </Button>
      {asking ? (
        <Suspense>
          <FormDialog header={texts.redoSure} submitText={texts.redo} onSubmit={reopen} onClose={() => setAsking(false)}>
            <Box>{texts.redoText}</Box>
          </FormDialog>
        </Suspense>
      ) : null}
    </div>
  )
}

/** Of a step with several acts: which are done. */
function Ticks({ step, progress }: Pick<Props, 'step' | 'progress'>) {
  if (step.ticks.length === 0) return null
  return (
    <ul className="lesson-ticks" aria-label={texts.ticks}>
      {step.ticks.map((tick, index) => {
        const done = progress.ticks?.[index] === true
        return (
          <li key={tick} data-tick={done ? 'done' : 'open'}>
            <StatusIndicator type={done ? 'success' : 'pending'} iconAriaLabel={done ? texts.tickDone : texts.tickOpen}>
              <span className="words">
                <InlineMarkdown text={tick} />
              </span>
            </StatusIndicator>
          </li>
        )
      })}
    </ul>
  )
}

type OpenStepProps = Pick<Props, 'lesson' | 'step' | 'progress' | 'snippets' | 'onMoved'>

function OpenStep({ lesson, step, progress, snippets, onMoved }: OpenStepProps) {
  const post = useLessonPost(lesson.id)
  const { hintsOpened, mistakes } = progress
  const made = step.mistakes.filter(({ id }) => mistakes.some((one) => one.id === id && !one.mended))
  const snippet = lesson.snippets.find(({ id }) => id === step.snippet)
  const Editor = snippet?.kind === 'worksheet' ? Worksheet : SnippetEditor
  return (
    <SpaceBetween size="s">
      <Markdown text={step.task} />
      <Ticks step={step} progress={progress} />
      {progress.again === 'met' ? <Alert type="info">{texts.metAlready}</Alert> : null}
      {snippet ? (
        <Editor lessonId={lesson.id} snippet={snippet} findings={snippets[snippet.id]?.findings} onMoved={onMoved} />
      ) : null}
      <div aria-live="polite">
        {made.length === 0 ? null : (
          <Alert type="warning" header={texts.mistake}>
            {made.map(({ id, text }) => (
              <Markdown key={id} text={text} />
            ))}
          </Alert>
        )}
      </div>
      {step.hints.slice(0, hintsOpened).map((hint, index) => (
        <div key={hint}>
          <Box variant="h4">{texts.hintTitle(index + 1)}</Box>
          <Markdown text={hint} />
        </div>
      ))}
      {lesson.exam ? null : (
        <SpaceBetween direction="horizontal" size="m">
          {hintsOpened < step.hints.length ? (
            <Button
              variant="inline-link"
              onClick={() => void post('POST /lab/lessons/:id/hint', { step: step.id, hint: hintsOpened + 1 }).then(onMoved)}
            >
              {texts.hint(hintsOpened + 1, step.hints.length)}
            </Button>
          ) : null}
          <Button
            variant="inline-link"
            onClick={() => void post('POST /lab/lessons/:id/steps/:step/skip', {}, { step: step.id }).then(onMoved)}
          >
            {texts.skip}
          </Button>
        </SpaceBetween>
      )}
    </SpaceBetween>
  )
}
