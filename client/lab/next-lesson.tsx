import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { LessonText } from '../../server/lab/api/contract.js'
import { useLab } from './lab-context.js'
import { isBehind } from './lesson-order.js'
import { texts } from './texts.js'

/** The way on, once a lesson's steps are done or skipped; one that isn't ready yet is named, not passed over in silence. */
export function NextLesson({ lesson }: { lesson: LessonText }) {
  const { lessons, progress, passedElsewhere, choose } = useLab()
  const after = lessons.slice(lessons.findIndex(({ id }) => id === lesson.id) + 1)
  const at = after.findIndex(({ id, status }) => status === 'ready' && !isBehind(progress[id], passedElsewhere[id]))
  const next = after[at]
  if (!next) return null
  const coming = after.slice(0, at).filter(({ status }) => status === 'coming')
  return (
    <SpaceBetween size="xs">
      {coming.map(({ id, title }) => (
        <Box key={id} variant="small">
          {texts.nextIsLater(title)}
        </Box>
      ))}
      <Button onClick={() => choose(next.id)}>{texts.nextLesson(next.title)}</Button>
    </SpaceBetween>
  )
}
