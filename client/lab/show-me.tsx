import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useEffect, useState } from 'react'
import type { LessonText, ShownLine, StepProgress } from '../../server/lab/api/contract.js'
import { api } from '../shared/api.js'
import { cliCommand } from '../shared/cli-command.js'
import { ErrorBox } from '../shared/error-box.js'
import { useSession } from '../shared/session.js'
import { useLab } from './lab-context.js'
import Markdown from './markdown.js'
import { texts } from './texts.js'

interface Props {
  lessonId: string
  step: LessonText['steps'][number]
  progress: StepProgress
}

const EVERY_MS = 1000

/** Once all hints are open: plays the step's solution, line by line, and shows what was called. It outlives the open step. */
export function ShowMe({ lessonId, step, progress }: Props) {
  const { lines, state, error, begin, stop } = useSolution(lessonId, step)
  const { state: at, hintsOpened, shown } = progress
  const offered = at === 'open' && hintsOpened >= step.hints.length && step.solutionLines > 0
  if (lines.length === 0 && !offered && !shown) return null
  return (
    <SpaceBetween size="xs">
      {shown && state !== 'playing' ? <Box variant="small">{texts.shownNote}</Box> : null}
      {state === 'playing' ? (
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <StatusIndicator type="in-progress">
            {texts.playing(Math.min(lines.length + 1, step.solutionLines), step.solutionLines)}
          </StatusIndicator>
          <Button variant="inline-link" onClick={stop}>
            {texts.stopShowing}
          </Button>
        </SpaceBetween>
      ) : offered ? (
        <div>
          <Button ariaLabel={`${texts.showMe}: ${step.title}`} onClick={begin}>
            {texts.showMe}
          </Button>
          <Box variant="small">{texts.showMeText}</Box>
        </div>
      ) : null}
      {lines.length > 0 ? (
        <section aria-label={texts.shownTitle} data-shown={state}>
          <Box variant="h4">{texts.shownTitle}</Box>
          <ol className="lesson-shown" aria-live="polite">
            {lines.map((line, index) => (
              <li key={index}>
                <Line line={line} />
              </li>
            ))}
          </ol>
          {state === 'done' ? <Done lines={lines} /> : null}
        </section>
      ) : null}
      {error === undefined ? null : <ErrorBox error={error} />}
    </SpaceBetween>
  )
}

function Done({ lines }: { lines: readonly ShownLine[] }) {
  const left = lines.some(({ byHand }) => byHand)
  return <StatusIndicator type={left ? 'info' : 'success'}>{left ? texts.shownLeft : texts.shownDone}</StatusIndicator>
}

/** Asks for the next line each second, until the last; nothing is asked for any more once this has left the page. */
function useSolution(lessonId: string, step: Props['step']) {
  const { accountId } = useSession()
  const { keep } = useLab()
  const [lines, setLines] = useState<readonly ShownLine[]>([])
  const [state, setState] = useState<'idle' | 'playing' | 'done'>('idle')
  const [error, setError] = useState<unknown>()
  const { id, solutionLines } = step
  const next = lines.length
  const pause = next === 0 ? 0 : Math.max(EVERY_MS, (lines.at(-1)?.wait ?? 0) * 1000)
  useEffect(() => {
    if (state !== 'playing') return
    if (next >= solutionLines) return setState('done')
    let left = false
    const ask = async () => {
      const path = { id: lessonId, step: id }
      const asked = { path, body: { account: accountId, line: next } }
      try {
        const { shown, progress } = await api('POST /lab/lessons/:id/steps/:step/show', asked)
        keep(lessonId, progress)
        if (!left) setLines((before) => [...before, shown])
      } catch (thrown) {
        if (left) return
        setError(thrown)
        setState('idle')
      }
    }
    const timer = setTimeout(() => void ask(), pause)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [state, next, pause, solutionLines, lessonId, id, accountId, keep])
  return {
    ...{ lines, state, error },
    begin() {
      setLines([])
      setError(undefined)
      setState('playing')
    },
    stop: () => setState('idle'),
  }
}

function Line({ line: { as, call, calls, byHand } }: { line: ShownLine }) {
  const who = as.split(':')[0]?.replace(/^partner\./, '') ?? ''
  return (
    <SpaceBetween size="xxs">
      {byHand ? (
        <StatusIndicator type="info">
          <span className="words">{texts.byHand[call] ?? texts.byHandOther(who)}</span>
        </StatusIndicator>
      ) : null}
      {!byHand && calls.length === 0 ? (
        <StatusIndicator type="success">
          <span className="words">{texts.shownActs[call] ?? call}</span>
        </StatusIndicator>
      ) : null}
      {calls.map((made, index) => (
        <Called key={index} who={who} made={made} />
      ))}
    </SpaceBetween>
  )
}

function Called({ who, made: { call, input, answer, error } }: { who: string; made: ShownLine['calls'][number] }) {
  const [service = '', operation = ''] = call.split(':')
  return (
    <div>
      <Box variant="small">{texts.shownAs(who)}</Box>
      <Markdown text={`\`\`\`\n${cliCommand({ service, operation, input })}\n\`\`\``} />
      {error ? (
        <StatusIndicator type="warning">
          <span className="words">
            {texts.shownRefused(error.code)} {error.message}
          </span>
        </StatusIndicator>
      ) : null}
      {answer === '' ? null : (
        <ExpandableSection headerText={texts.shownAnswer}>
          <Markdown text={`\`\`\`\n${answer}\n\`\`\``} />
        </ExpandableSection>
      )}
    </div>
  )
}
