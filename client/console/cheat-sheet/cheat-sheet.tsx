import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLab } from '../../lab/lab-context.js'
import { isComplete } from '../../lab/lesson-order.js'
import Markdown from '../../lab/markdown.js'
import { api } from '../../shared/api.js'
import { useSession } from '../../shared/session.js'
import { download } from '../parts/download.js'
import { InfoLink } from '../parts/info-link.js'
import { Loaded } from '../parts/loaded.js'
import { NoteField } from './note-field.js'
import { asMarkdown, type Entry, entriesOf, onPaper } from './sheet.js'
import { SheetOnPaper } from './sheet-on-paper.js'
import { texts } from './texts.js'
import './cheat-sheet.css'

/** What the lessons left the learner with, and their own notes: to read, to print, and to take along. */
export default function CheatSheet() {
  const { accountId } = useSession()
  const { own, loaded, lessons, progress, passedElsewhere } = useLab()
  const sheet = useQuery({
    queryKey: ['cheat-sheet', accountId],
    queryFn: () => api('GET /lab/cheat-sheet', { query: { account: accountId } }),
    enabled: own && loaded,
  })
  const isDone = (id: string) => isComplete(progress[id], passedElsewhere[id])
  const entries = entriesOf(sheet.data?.lessons ?? [], { lessons, isDone })
  const nothing = onPaper(entries).length === 0
  const heading = texts.heading(accountId)
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          info={<InfoLink />}
          description={texts.description}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                disabled={nothing}
                {...(nothing ? { disabledReason: texts.empty } : {})}
                onClick={() => download(texts.fileName(accountId), asMarkdown(heading, entries), 'text/markdown;charset=utf-8')}
              >
                {texts.download}
              </Button>
              <Button
                variant="primary"
                disabled={nothing}
                {...(nothing ? { disabledReason: texts.empty } : {})}
                onClick={() => window.print()}
              >
                {texts.print}
              </Button>
            </SpaceBetween>
          }
        >
          {texts.title}
        </Header>
      }
    >
      {own ? (
        <Loaded query={sheet}>
          {() => (
            <SpaceBetween size="l">
              {entries.map((entry) => (
                <LessonEntry key={entry.id} accountId={accountId} entry={entry} />
              ))}
              <SheetOnPaper heading={heading} entries={entries} />
            </SpaceBetween>
          )}
        </Loaded>
      ) : (
        <Box>{texts.notYours}</Box>
      )}
    </ContentLayout>
  )
}

function LessonEntry({ accountId, entry: { id, title, done, recap, note } }: { accountId: string; entry: Entry }) {
  const { openLesson } = useLab()
  const queries = useQueryClient()
  const queryKey = ['cheat-sheet', accountId]
  const keep = (text: string) =>
    queries.setQueryData<Awaited<ReturnType<typeof api<'GET /lab/cheat-sheet'>>>>(
      queryKey,
      (sheet) => sheet && { ...sheet, lessons: sheet.lessons.map((one) => (one.id === id ? { ...one, note: text } : one)) },
    )
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button ariaLabel={texts.openLesson(title)} onClick={() => openLesson(id)}>
              {texts.open}
            </Button>
          }
        >
          {title}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <StatusIndicator type={done ? 'success' : 'pending'}>{done ? texts.complete : texts.notComplete}</StatusIndicator>
        {done ? <Markdown text={recap} /> : null}
        <NoteField accountId={accountId} lessonId={id} title={title} note={note} onSaved={keep} />
      </SpaceBetween>
    </Container>
  )
}
