import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { lazy } from 'react'
import { api } from '../shared/api.js'
import { useSession } from '../shared/session.js'
import { useLab } from './lab-context.js'
import { texts } from './texts.js'
import type { LessonProgress, LessonText, StepProgress } from './types.js'

const Markdown = lazy(() => import('./markdown.js'))

interface Props {
  lessonId: string
  step: LessonText['steps'][number]
  number: number
  progress: StepProgress
}

/** A step: its task while it is open, recognised mistakes, hints one by one, and why once it is done. */
export function StepView({ lessonId, step, number, progress }: Props) {
  const { state } = progress
  const status = state === 'passed' ? 'success' : state === 'open' ? 'in-progress' : 'pending'
  return (
    <section aria-label={`${number}. ${step.title}`} data-step={step.id} data-state={state}>
      <Box variant="h3">
        {number}. {step.title}
      </Box>
      <StatusIndicator type={status}>
        {state === 'passed' ? texts.passed : state === 'open' ? texts.current : texts.locked}
      </StatusIndicator>
      {state === 'open' ? <OpenStep lessonId={lessonId} step={step} progress={progress} /> : null}
      {state === 'passed' ? (
        <ExpandableSection headerText={texts.why} defaultExpanded>
          <Markdown text={step.why} />
        </ExpandableSection>
      ) : null}
    </section>
  )
}

function OpenStep({ lessonId, step, progress }: Omit<Props, 'number'>) {
  const { accountId } = useSession()
  const { keep } = useLab()
  const { hintsOpened, mistakes } = progress
  const openHint = async () => {
    const body = { account: accountId, step: step.id, hint: hintsOpened + 1 }
    keep(lessonId, await api<LessonProgress>('POST', `/lab/lessons/${lessonId}/hint`, body))
  }
  return (
    <>
      <Markdown text={step.task} />
      <div aria-live="polite">
        {step.mistakes
          .filter(({ id }) => mistakes.some((made) => made.id === id))
          .map(({ id, text }) => (
            <Alert key={id} type="warning" header={texts.mistake}>
              <Markdown text={text} />
            </Alert>
          ))}
      </div>
      {step.hints.slice(0, hintsOpened).map((hint, index) => (
        <div key={hint}>
          <Box variant="h4">{texts.hintTitle(index + 1)}</Box>
          <Markdown text={hint} />
        </div>
      ))}
      {hintsOpened < step.hints.length ? (
        <Button variant="inline-link" onClick={() => void openHint()}>
          {texts.hint(hintsOpened + 1, step.hints.length)}
        </Button>
      ) : null}
    </>
  )
}
