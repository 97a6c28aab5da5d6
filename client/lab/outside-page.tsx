import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { LessonProgress, LessonText } from '../../server/lab/api/contract.js'
import { useLessonPost } from './lesson-post.js'
import Markdown from './markdown.js'
import { texts } from './texts.js'

interface Props {
  lessonId: string
  page: NonNullable<LessonText['page']>
  acts: string[]
  actors: LessonProgress['actors']
}

/** A page of the world outside, as the lesson shows it, and what one can do there. */
export function OutsidePage({ lessonId, page, acts, actors }: Props) {
  const post = useLessonPost(lessonId)
  const open = page.acts.filter(({ id }) => !acts.includes(id))
  // Whose key stands there is known once the actor holds it.
  const text = Object.entries(actors).reduce(
    (filled, [id, { accessKeyId }]) => filled.replaceAll(`{{${id}.key}}`, accessKeyId),
    page.text,
  )
  const gone = open.length < page.acts.length
  return (
    <Container header={<Header variant="h3">{page.title}</Header>}>
      <SpaceBetween size="s">
        {gone ? texts.pageGone : <Markdown text={text} />}
        {open.map(({ id, label }) => (
          <Button key={id} onClick={() => void post('POST /lab/lessons/:id/act', { act: id })}>
            {label}
          </Button>
        ))}
      </SpaceBetween>
    </Container>
  )
}
