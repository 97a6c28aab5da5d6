import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import HelpPanel from '@cloudscape-design/components/help-panel'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { lazy, Suspense } from 'react'
import { useLab } from './lab-context.js'
import { texts } from './texts.js'

const LessonView = lazy(async () => ({ default: (await import('./lesson-view.js')).LessonView }))

/** The side panel: the list of lessons, or the one that is open. */
export function LabPanel() {
  const { lesson, choose } = useLab()
  if (!lesson) return <LessonList />
  return (
    <HelpPanel header={<h2>{lesson.title}</h2>}>
      <Button variant="inline-link" iconName="angle-left" onClick={() => choose(undefined)}>
        {texts.all}
      </Button>
      <Suspense>
        <LessonView key={lesson.id} lesson={lesson} />
      </Suspense>
    </HelpPanel>
  )
}

function LessonList() {
  const { lessons, progress, choose } = useLab()
  return (
    <HelpPanel header={<h2>{texts.title}</h2>}>
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
