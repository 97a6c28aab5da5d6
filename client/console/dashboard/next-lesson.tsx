import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useLab } from '../../lab/lab-context.js'
import { isBehind } from '../../lab/lesson-order.js'
import { texts } from './texts.js'

/** In the place of AWS's “What's new”: the first lesson that is neither passed nor skipped; in an exam's account, the exam. */
export function NextLesson() {
  const { lessons, loaded, exam, passedElsewhere, progress, choose, setPanelOpen } = useLab()
  const ready = lessons.filter(({ status }) => status === 'ready')
  if (ready.length === 0 || !loaded) return null
  const course = exam === undefined ? ready : ready.filter(({ id }) => id === exam)
  const next = course.find(({ id }) => !isBehind(progress[id], passedElsewhere[id]))
  const passed = (id: string) => Object.values(progress[id]?.steps ?? {}).filter(({ state }) => state === 'passed').length
  return (
    <Container header={<Header variant="h2">{texts.nextLesson}</Header>}>
      {next ? (
        <SpaceBetween size="xs">
          <Box variant="strong">{next.title}</Box>
          <Box color="text-body-secondary">{texts.progress(passed(next.id), next.steps.length)}</Box>
          <Button
            variant="primary"
            onClick={() => {
              choose(next.id)
              setPanelOpen(true)
            }}
          >
            {texts.openLesson}
          </Button>
        </SpaceBetween>
      ) : (
        texts.allLessons
      )}
    </Container>
  )
}
