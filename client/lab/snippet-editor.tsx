import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import type { LessonText } from '../../server/lab/api/contract.js'
import { draftOf, drafts } from './drafts.js'
import { useLessonPost } from './lesson-post.js'
import { texts } from './texts.js'

interface Props {
  lessonId: string
  snippet: LessonText['snippets'][number]
  findings: string[] | undefined
  /** Another step may be open now. */
  onMoved: () => void
}

/** A text to edit and hand in. It lives in this page alone: the server looks at it and keeps what it found, not the text. */
export function SnippetEditor({ lessonId, snippet, findings, onMoved }: Props) {
  const post = useLessonPost(lessonId)
  const draft = draftOf(lessonId, snippet.id)
  const [text, setText] = useState(drafts.get(draft) ?? snippet.text)
  const write = (written: string) => {
    drafts.set(draft, written)
    setText(written)
  }
  return (
    <SpaceBetween size="xs">
      <FormField label={snippet.kind === 'note' ? texts.yourReport : texts.theFile} description={texts.notKept} stretch>
        <Textarea
          value={text}
          rows={Math.min(16, text.split('\n').length + 3)}
          spellcheck={snippet.kind === 'note'}
          onChange={({ detail }) => write(detail.value)}
        />
      </FormField>
      <Button onClick={() => void post('POST /lab/lessons/:id/snippet', { snippet: snippet.id, text }).then(onMoved)}>
        {texts.handIn}
      </Button>
      <div aria-live="polite">
        {findings?.map((finding) => (
          <Alert key={finding} type="warning">
            {(texts.findings as Readonly<Record<string, string>>)[
              finding.startsWith('not-mentioned:') ? 'not-named' : finding
            ] ?? finding}
          </Alert>
        ))}
      </div>
    </SpaceBetween>
  )
}
