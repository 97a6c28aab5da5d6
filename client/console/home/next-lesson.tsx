import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useNavigate } from 'react-router'
import { useLab } from '../../lab/lab-context.js'
import { nextLesson, passedSteps } from './choose-next.js'
import { texts } from './texts.js'

/**
 * The first lesson that isn't done; in an exam's account, the exam. Nothing until the progress is known, which may be of
 * another account than the page before showed. `opensAt`: where one begins, if it isn't here.
 */
export function NextLesson({ opensAt }: { opensAt?: string }) {
  const { lessons, progress, exam, passedElsewhere, openLesson } = useLab()
  const navigate = useNavigate()
  const next = nextLesson(lessons, progress, exam, passedElsewhere)
  if (next === undefined) return null
  const isExam = exam !== undefined
  return (
    <Container header={<Header variant="h2">{isExam ? texts.yourExam : texts.nextLesson}</Header>}>
      {next === 'done' ? (
        <div>{isExam ? texts.examOver : texts.allLessons}</div>
      ) : (
        <SpaceBetween size="xs">
          <Box variant="strong">{next.title}</Box>
          <Box color="text-body-secondary">{texts.progress(passedSteps(progress[next.id]), next.steps.length)}</Box>
          <Button
            variant="primary"
            onClick={() => {
              openLesson(next.id)
              if (opensAt) navigate(opensAt)
            }}
          >
            {isExam ? texts.openExam : texts.openLesson}
          </Button>
        </SpaceBetween>
      )}
    </Container>
  )
}
