import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Textarea from '@cloudscape-design/components/textarea'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LessonText, Worksheet as WorksheetRequest } from '../../server/lab/api/contract.js'
import { api } from '../shared/api.js'
import { ErrorBox } from '../shared/error-box.js'
import { useSession } from '../shared/session.js'
import { draftOf, drafts } from './drafts.js'
import { useLessonPost } from './lesson-post.js'
import Markdown from './markdown.js'
import { texts } from './texts.js'
import { findingInWords } from './worksheet-findings.js'
import './lab.css'

interface Props {
  lessonId: string
  snippet: LessonText['snippets'][number]
  findings: string[] | undefined
  /** Another step may be open now. */
  onMoved: () => void
}

/** A request of the learner's own account, and the part of its signature that they make by hand. */
export function Worksheet({ lessonId, snippet, findings, onMoved }: Props) {
  const { accountId } = useSession()
  const post = useLessonPost(lessonId)
  const draft = draftOf(lessonId, snippet.id)
  const [text, setText] = useState(drafts.get(draft) ?? '')
  const [error, setError] = useState<unknown>()
  // All parts are made of one request: its date is kept until another is asked for, over a reload too.
  const kept = keptTime(accountId, lessonId)
  const [isNew, setNew] = useState(false)
  const sheet = useQuery({
    queryKey: ['worksheet', accountId, lessonId],
    queryFn: async () => {
      const time = kept.get()
      const query = { account: accountId, snippet: snippet.id, ...(time === null ? {} : { time }) }
      const sheet = await api('GET /lab/lessons/:id/worksheet', { path: { id: lessonId }, query })
      kept.set(sheet.time)
      return sheet
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  })
  if (sheet.error) {
    return (
      <SpaceBetween size="xs">
        <ErrorBox error={sheet.error} />
        <Button onClick={() => void sheet.refetch()}>{texts.tryAgain}</Button>
      </SpaceBetween>
    )
  }
  if (!sheet.data) return <StatusIndicator type="loading">{texts.loading}</StatusIndicator>
  const { accessKeyId, scope, time } = sheet.data
  const write = (written: string) => {
    drafts.set(draft, written)
    setText(written)
  }
  const handIn = () => {
    setError(undefined)
    post('POST /lab/lessons/:id/worksheet', { snippet: snippet.id, time, text }).then(onMoved, setError)
  }
  return (
    <SpaceBetween size="xs">
      <Box variant="h4">{texts.yourRequest}</Box>
      <Markdown text={`\`\`\`\n${asSent(sheet.data)}\n\`\`\``} />
      <Box variant="small">{texts.signedWith(accessKeyId, `${scope.date}/${scope.region}/${scope.service}/aws4_request`)}</Box>
      <Button
        variant="inline-link"
        loading={sheet.isFetching}
        onClick={() => {
          kept.forget()
          void sheet.refetch().then(() => setNew(true))
        }}
      >
        {texts.freshDate}
      </Button>
      <div aria-live="polite">{isNew ? <Box variant="small">{texts.newDate}</Box> : null}</div>
      <FormField
        label={texts.parts[snippet.part ?? 'signature']}
        description={`${texts.rules[snippet.part ?? 'signature']} ${texts.notKept}`}
        stretch
      >
        <div className="lesson-worksheet">
          <Textarea
            value={text}
            rows={snippet.part === 'canonical-request' ? 12 : snippet.part === 'string-to-sign' ? 6 : 3}
            spellcheck={false}
            onChange={({ detail }) => write(detail.value)}
          />
        </div>
      </FormField>
      <Button disabled={text.trim() === ''} onClick={handIn}>
        {texts.compare}
      </Button>
      {error === undefined ? null : <ErrorBox error={error} />}
      <div aria-live="polite">
        <SpaceBetween size="xs">
          {findings?.map((finding) => (
            <Alert key={finding} type="warning">
              {findingInWords(finding)}
            </Alert>
          ))}
        </SpaceBetween>
      </div>
    </SpaceBetween>
  )
}

/** The date of the request in this tab: nothing secret, and what was made by hand belongs to it. */
function keptTime(accountId: string, lessonId: string) {
  const key = `iam-dojo-worksheet/${accountId}/${lessonId}`
  return {
    get: () => sessionStorage.getItem(key),
    set: (time: string) => sessionStorage.setItem(key, time),
    forget: () => sessionStorage.removeItem(key),
  }
}

const asSent = ({ method, path, headers, body }: WorksheetRequest): string =>
  [`${method} ${path} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\n')
