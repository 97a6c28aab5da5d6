import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import HelpPanel from '@cloudscape-design/components/help-panel'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { lazy, Suspense } from 'react'
import { useLab } from './lab-context.js'
import { LessonList } from './lesson-list.js'
import { PanelTitle } from './panel-title.js'
import { texts } from './texts.js'

const LessonView = lazy(async () => ({ default: (await import('./lesson-view.js')).LessonView }))

/** The side panel: the list of lessons, or the one that is open. */
export function LabPanel() {
  const { own, lessons, lesson, choose } = useLab()
  if (!own) return <NotYours />
  if (!lesson) return <LessonList />
  return (
    <HelpPanel header={<PanelTitle text={lesson.title} />}>
      <SpaceBetween size="m">
        <SpaceBetween direction="horizontal" size="s" alignItems="center">
          <Button variant="inline-link" iconName="angle-left" onClick={() => choose(undefined)}>
            {texts.all}
          </Button>
          <Box variant="small">{texts.numberOf(lessons.findIndex(({ id }) => id === lesson.id) + 1, lessons.length)}</Box>
        </SpaceBetween>
        <Suspense>
          <LessonView key={lesson.id} lesson={lesson} />
        </Suspense>
      </SpaceBetween>
    </HelpPanel>
  )
}

/** Someone signed in to an account that another browser's learner owns, or the person at the machine. */
function NotYours() {
  return (
    <HelpPanel header={<PanelTitle text={texts.title} />}>
      <SpaceBetween size="m">
        <Box variant="p">{texts.notYours}</Box>
        <Box variant="p">{texts.notYoursOpen}</Box>
        <Box variant="code">{texts.openCommand}</Box>
      </SpaceBetween>
    </HelpPanel>
  )
}
