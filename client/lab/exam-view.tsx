import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useEffect, useRef, useState } from 'react'
import { useHref } from 'react-router'
import type { Grade, LessonText } from '../../server/lab/api/contract.js'
import { addresses } from '../shared/addresses.js'
import { dateTime } from '../shared/locale.js'
import { InlineMarkdown } from './inline-markdown.js'
import { useLessonPost } from './lesson-post.js'
import { texts } from './texts.js'
import { examAccount, NewAccount } from './welcome-card.js'

/** Once, and for good. */
export function HandInExam({ lessonId, onHandedIn }: { lessonId: string; onHandedIn: () => void }) {
  const post = useLessonPost(lessonId)
  const [sure, setSure] = useState(false)
  const question = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (sure) question.current?.scrollIntoView({ block: 'nearest' })
  }, [sure])
  if (!sure) return <Button onClick={() => setSure(true)}>{texts.handInExam}</Button>
  return (
    <div ref={question}>
      <Alert type="info" header={texts.handInSure}>
        <SpaceBetween size="s">
          <Box>{texts.handInText}</Box>
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => setSure(false)}>{texts.notYet}</Button>
            <Button
              variant="primary"
              onClick={() => {
                onHandedIn()
                void post('POST /lab/lessons/:id/finish', {})
              }}
            >
              {texts.handInNow}
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      </Alert>
    </div>
  )
}

interface GradeProps {
  lesson: LessonText
  grade: Grade
  /** It was handed in just now: the button that did it is gone. */
  focus: boolean
}

/** Each point and what earned it, what was not met and why it matters, each deduction. */
export function GradeView({ lesson, grade, focus }: GradeProps) {
  const certificate = useHref(addresses.certificate(lesson.id))
  const top = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!focus) return
    top.current?.focus({ preventScroll: true })
    top.current?.scrollIntoView({ block: 'start' })
  }, [focus])
  return (
    <section ref={top} data-end="grade" tabIndex={-1} aria-label={texts.grade(grade.points, grade.of)}>
      <SpaceBetween size="s">
        <Alert type={grade.passed ? 'success' : 'warning'} header={texts.grade(grade.points, grade.of)}>
          <Box variant="p">{texts.questionsRight(grade.questions.right, grade.questions.of)}</Box>
          {grade.passed ? <Button href={certificate}>{texts.certificate}</Button> : texts.notPassed}
        </Alert>
        {grade.items.map(({ id, title, points, of, event, spoiledBy }) => (
          <div key={id}>
            <StatusIndicator type={points > 0 ? 'success' : 'error'}>
              <span className="words">
                {title}: {points} / {of}
              </span>
            </StatusIndicator>
            <Box variant="small">
              {points > 0 ? (
                event && texts.earnedBy(event)
              ) : (
                <>
                  {spoiledBy ? texts.spoiledBy(spoiledBy.name, dateTime(spoiledBy.time)) : texts.stepsLeft}{' '}
                  <InlineMarkdown text={lesson.steps.find((step) => step.id === id)?.why ?? ''} />
                </>
              )}
            </Box>
          </div>
        ))}
        {grade.deductions.map(({ id, title, points }) => (
          <StatusIndicator key={id} type="warning">
            <span className="words">
              {title}: {points}
            </span>
          </StatusIndicator>
        ))}
        <NewAccount make={() => examAccount(lesson.id)} text={texts.takeAgain} action={texts.makeExamAgain} />
      </SpaceBetween>
    </section>
  )
}
