import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ContentLayout from '@cloudscape-design/components/content-layout'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { useParams, useSearchParams } from 'react-router'
import type { Grade } from '../../server/lab/api/contract.js'
import { api } from '../shared/api.js'
import { useSession } from '../shared/session.js'
import { useLab } from './lab-context.js'
import { texts } from './texts.js'
import './lab.css'

/** What was verified in an exam, to be printed. The name is typed for the print and kept nowhere. */
export default function Certificate() {
  const { lessonId = '' } = useParams()
  const { lessons, progress, loaded } = useLab()
  const { accountId: here } = useSession()
  const [asked] = useSearchParams()
  const accountId = asked.get('account') ?? here
  const [name, setName] = useState('')
  // An exam is passed in an account of its own; its certificate can be printed from any of the learner's.
  const elsewhere = useQuery({
    queryKey: ['progress', accountId],
    queryFn: () => api('GET /lab/progress', { query: { account: accountId } }),
    enabled: accountId !== here,
  })
  const grade = (accountId === here ? progress : elsewhere.data?.lessons)?.[lessonId]?.grade
  const title = lessons.find(({ id }) => id === lessonId)?.title ?? ''
  if (accountId === here ? !loaded : elsewhere.isPending)
    return <StatusIndicator type="loading">{texts.loading}</StatusIndicator>
  if (!grade?.passed) {
    return (
      <ContentLayout header={<Header variant="h1">{texts.certificate}</Header>}>
        <Box>{texts.noCertificate}</Box>
      </ContentLayout>
    )
  }
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          actions={
            <Button variant="primary" disabled={name.trim() === ''} onClick={() => window.print()}>
              {texts.print}
            </Button>
          }
        >
          {texts.certificate}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <FormField label={texts.yourName} description={texts.nameNotKept}>
          <Input value={name} autoComplete={false} onChange={({ detail }) => setName(detail.value)} />
        </FormField>
        <Paper lesson={title} name={name} accountId={accountId} grade={grade} />
        {createPortal(
          <div className="lesson-paper">
            <Paper lesson={title} name={name} accountId={accountId} grade={grade} />
          </div>,
          document.body,
        )}
      </SpaceBetween>
    </ContentLayout>
  )
}

interface PaperProps {
  lesson: string
  name: string
  accountId: string
  grade: Grade
}

/** What is printed. */
function Paper({ lesson, name, accountId, grade }: PaperProps) {
  return (
    <article className="lesson-certificate" aria-label={texts.certificate}>
      <p>IAM Dojo</p>
      <h2>{name || ' '}</h2>
      <p>{texts.certified(lesson, grade.points, grade.of)}</p>
      <ul>
        {grade.items
          .filter(({ points }) => points > 0)
          .map((item) => (
            <li key={item.id}>
              {item.title} ({item.points})
            </li>
          ))}
      </ul>
      <p>
        {new Date(grade.at).toLocaleDateString('en-GB', { dateStyle: 'long' })} · {texts.accountId} {accountId}
      </p>
      <p className="lesson-certificate-note">{texts.certificateNote}</p>
    </article>
  )
}
