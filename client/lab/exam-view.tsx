import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useHref } from 'react-router'
import { api } from '../shared/api.js'
import { ErrorBox } from '../shared/error-box.js'
import { useLessonPost } from './lesson-post.js'
import { texts } from './texts.js'
import type { Grade } from './types.js'

interface ExamAccount {
  accountId: string
  name: string
  email: string
  password: string
}

/** An exam is taken in an account of its own: makes it, and says how to sign in to it. */
export function ExamAccountCard({ lessonId }: { lessonId: string }) {
  const [account, setAccount] = useState<ExamAccount>()
  const [error, setError] = useState<unknown>()
  if (account) {
    return (
      <Alert type="success" header={texts.examAccountReady}>
        <dl className="lesson-account">
          <dt>{texts.accountName}</dt>
          <dd>{account.name}</dd>
          <dt>{texts.accountId}</dt>
          <dd>{account.accountId}</dd>
          <dt>{texts.rootEmail}</dt>
          <dd>{account.email}</dd>
          <dt>{texts.rootPassword}</dt>
          <dd>{account.password}</dd>
        </dl>
        <Button href="/signin">{texts.toSignIn}</Button>
      </Alert>
    )
  }
  return (
    <SpaceBetween size="s">
      <Box>{texts.examAccount}</Box>
      <Button
        variant="primary"
        onClick={() => void api<ExamAccount>('POST', `/lab/lessons/${lessonId}/account`, {}).then(setAccount, setError)}
      >
        {texts.makeExamAccount}
      </Button>
      {error === undefined ? null : <ErrorBox error={error} />}
    </SpaceBetween>
  )
}

/** Once, and for good. */
export function HandInExam({ lessonId }: { lessonId: string }) {
  const post = useLessonPost(lessonId)
  const [sure, setSure] = useState(false)
  if (!sure) return <Button onClick={() => setSure(true)}>{texts.handInExam}</Button>
  return (
    <Alert
      type="info"
      header={texts.handInSure}
      action={
        <Button variant="primary" onClick={() => void post('finish')}>
          {texts.handInNow}
        </Button>
      }
    >
      {texts.handInText}
    </Alert>
  )
}

/** Each point and what earned it, each deduction. */
export function GradeView({ lessonId, grade }: { lessonId: string; grade: Grade }) {
  const certificate = useHref(`/lessons/${lessonId}/certificate`)
  return (
    <SpaceBetween size="s">
      <Alert type={grade.passed ? 'success' : 'warning'} header={texts.grade(grade.points, grade.of)}>
        <Box variant="p">{texts.questionsRight(grade.questions.right, grade.questions.of)}</Box>
        {grade.passed ? <Button href={certificate}>{texts.certificate}</Button> : texts.notPassed}
      </Alert>
      <Table
        variant="embedded"
        contentDensity="compact"
        wrapLines
        items={[
          ...grade.items.map((item) => ({ ...item, event: item.event ?? '' })),
          ...grade.deductions.map((item) => ({ ...item, of: 0, event: '' })),
        ]}
        trackBy="id"
        columnDefinitions={[
          { id: 'title', header: texts.item, cell: ({ title }) => title },
          { id: 'points', header: texts.points, cell: ({ points, of }) => (of > 0 ? `${points} / ${of}` : points) },
          { id: 'event', header: texts.by, cell: ({ event }) => event },
        ]}
      />
    </SpaceBetween>
  )
}
