import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ContentLayout from '@cloudscape-design/components/content-layout'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useSession } from '../shared/session.js'
import { useLab } from './lab-context.js'
import { texts } from './texts.js'
import './lab.css'

/** What was verified in an exam, to be printed. The name is typed for the print and kept nowhere. */
export default function Certificate() {
  const { lessonId = '' } = useParams()
  const { lessons, progress } = useLab()
  const { accountId } = useSession()
  const [name, setName] = useState('')
  const grade = progress[lessonId]?.grade
  const title = lessons.find(({ id }) => id === lessonId)?.title ?? ''
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
        <article className="lesson-certificate" aria-label={texts.certificate}>
          <p>IAM Dojo</p>
          <h2>{name || ' '}</h2>
          <p>{texts.certified(title, grade.points, grade.of)}</p>
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
      </SpaceBetween>
    </ContentLayout>
  )
}
