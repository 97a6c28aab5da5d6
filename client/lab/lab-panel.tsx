import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import HelpPanel from '@cloudscape-design/components/help-panel'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { useLab } from './lab-context.js'
import { texts } from './texts.js'

const LessonView = lazy(async () => ({ default: (await import('./lesson-view.js')).LessonView }))

/** The side panel: the list of lessons, or the one that is open. */
export function LabPanel() {
  const { own, lesson, choose } = useLab()
  if (!own) return <NotYours />
  if (!lesson) return <LessonList />
  return (
    <HelpPanel header={<Title text={lesson.title} />}>
      <SpaceBetween size="m">
        <Button variant="inline-link" iconName="angle-left" onClick={() => choose(undefined)}>
          {texts.all}
        </Button>
        <Suspense>
          <LessonView key={lesson.id} lesson={lesson} />
        </Suspense>
      </SpaceBetween>
    </HelpPanel>
  )
}

/** Takes the focus once what was chosen is here: the button that chose it is gone. */
function Title({ text }: { text: string }) {
  const { lesson, chosen, choices } = useLab()
  const heading = useRef<HTMLHeadingElement>(null)
  const here = lesson?.id === chosen
  useEffect(() => {
    if (here && choices > 0) heading.current?.focus()
  }, [here, choices])
  return (
    <h2 ref={heading} tabIndex={-1}>
      {text}
    </h2>
  )
}

/** Someone signed in to an account that another browser's learner owns, or the person at the machine. */
function NotYours() {
  return (
    <HelpPanel header={<Title text={texts.title} />}>
      <SpaceBetween size="m">
        <Box variant="p">{texts.notYours}</Box>
        <Box variant="p">{texts.notYoursOpen}</Box>
        <Box variant="code">{texts.openCommand}</Box>
      </SpaceBetween>
    </HelpPanel>
  )
}

function LessonList() {
  const { lessons, progress, choose } = useLab()
  return (
    <HelpPanel header={<Title text={texts.title} />}>
      <SpaceBetween size="m">
        <Box variant="p">{texts.intro}</Box>
        {lessons.map(({ id, title, minutes, level, exam, status, steps }) => {
          const done = steps.filter((step) => progress[id]?.steps[step.id]?.state === 'passed').length
          const spentMs = progress[id]?.spentMs ?? 0
          return (
            <div key={id}>
              <Box variant="h4">{title}</Box>
              <SpaceBetween direction="horizontal" size="xs" alignItems="center">
                <Box variant="small">
                  {[texts.minutes(minutes), ...(exam ? [texts.exam] : level === 'extra' ? [texts.extra] : [])].join(' · ')}
                </Box>
                <StatusIndicator type={done === steps.length ? 'success' : done > 0 ? 'in-progress' : 'pending'}>
                  {done} / {steps.length}
                </StatusIndicator>
                {spentMs > 0 ? <Box variant="small">{texts.spent(spentMs)}</Box> : null}
              </SpaceBetween>
              <div>
                <Button
                  variant="inline-link"
                  ariaLabel={`${texts.open}: ${title}`}
                  disabled={status === 'coming'}
                  onClick={() => choose(id)}
                >
                  {status === 'coming' ? texts.coming : texts.open}
                </Button>
              </div>
            </div>
          )
        })}
      </SpaceBetween>
    </HelpPanel>
  )
}
