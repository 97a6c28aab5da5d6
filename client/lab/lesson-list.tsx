import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import HelpPanel from '@cloudscape-design/components/help-panel'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useHref } from 'react-router'
import type { LessonSummary } from '../../server/lab/api/contract.js'
import { addresses } from '../shared/addresses.js'
import { type PassedExam, useLab } from './lab-context.js'
import { isComplete } from './lesson-order.js'
import { PanelLink } from './panel-link.js'
import { PanelTitle } from './panel-title.js'
import { texts } from './texts.js'

/** All lessons in their order, and how far the account has come. */
export function LessonList() {
  const { lessons, progress, passedElsewhere } = useLab()
  const ready = lessons.filter(({ status }) => status === 'ready')
  const passed = ready.filter(({ id }) => isComplete(progress[id], passedElsewhere[id])).length
  const minutes = ready.reduce((sum, lesson) => sum + lesson.minutes, 0)
  return (
    <HelpPanel header={<PanelTitle text={texts.title} />}>
      <SpaceBetween size="m">
        <Box variant="p">{texts.intro}</Box>
        <SpaceBetween direction="horizontal" size="m">
          <PanelLink to={addresses.cheatSheet}>{texts.cheatSheet}</PanelLink>
          <PanelLink to={addresses.terms}>{texts.terms}</PanelLink>
        </SpaceBetween>
        {lessons.length > 0 ? <Box variant="strong">{texts.overall(passed, lessons.length, minutes)}</Box> : null}
        {lessons.map((lesson, index) => (
          <Row key={lesson.id} lesson={lesson} number={index + 1} />
        ))}
      </SpaceBetween>
    </HelpPanel>
  )
}

function Row({
  lesson: { id, title, minutes, level, exam, status, steps },
  number,
}: {
  lesson: LessonSummary
  number: number
}) {
  const { progress, passedElsewhere, choose } = useLab()
  const done = steps.filter((step) => progress[id]?.steps[step.id]?.state === 'passed').length
  const spentMs = progress[id]?.spentMs ?? 0
  const elsewhere = passedElsewhere[id]
  return (
    <div>
      <Box variant="h4" tagOverride="h3">
        {texts.lessonNumber(number, title)}
      </Box>
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        <Box variant="small">
          {[texts.minutes(minutes), ...(exam ? [texts.exam] : level === 'extra' ? [texts.extra] : [])].join(' · ')}
        </Box>
        {elsewhere ? null : (
          <StatusIndicator type={done === steps.length ? 'success' : done > 0 ? 'in-progress' : 'pending'}>
            {done} / {steps.length}
          </StatusIndicator>
        )}
        {spentMs > 0 ? <Box variant="small">{texts.spent(spentMs)}</Box> : null}
      </SpaceBetween>
      {elsewhere ? <ExamPassed lessonId={id} exam={elsewhere} /> : null}
      {status === 'coming' ? (
        <Box variant="small">{texts.comingText}</Box>
      ) : (
        <div>
          <Button variant="inline-link" ariaLabel={`${texts.open}: ${title}`} onClick={() => choose(id)}>
            {texts.open}
          </Button>
        </div>
      )}
    </div>
  )
}

/** An exam that was passed in an account of its own, and its certificate. */
export function ExamPassed({ lessonId, exam: { points, accountId } }: { lessonId: string; exam: PassedExam }) {
  const href = `${useHref(addresses.certificate(lessonId))}?account=${accountId}`
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <StatusIndicator type="success">
        <span className="words">{texts.passedIn(points, accountId)}</span>
      </StatusIndicator>
      <Link href={href}>{texts.certificate}</Link>
    </SpaceBetween>
  )
}
