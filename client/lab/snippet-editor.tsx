import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import { useLessonPost } from './lesson-post.js'
import { texts } from './texts.js'
import type { LessonText } from './types.js'

interface Props {
  lessonId: string
  snippet: LessonText['snippets'][number]
  findings: string[] | undefined
}

/** A text to edit and hand in. It lives in this page alone: the server looks at it and keeps what it found, not the text. */
export function SnippetEditor({ lessonId, snippet, findings }: Props) {
  const post = useLessonPost(lessonId)
  const [text, setText] = useState(snippet.text)
  return (
    <SpaceBetween size="xs">
      <FormField label={snippet.kind === 'note' ? texts.yourReport : texts.theFile} description={texts.notKept} stretch>
        <Textarea
          value={text}
          rows={Math.min(16, text.split('\n').length + 3)}
          spellcheck={snippet.kind === 'note'}
          onChange={({ detail }) => setText(detail.value)}
        />
      </FormField>
      <Button onClick={() => void post('snippet', { snippet: snippet.id, text })}>{texts.handIn}</Button>
      <div aria-live="polite">
        {findings?.map((finding) => (
          <Alert key={finding} type="warning">
            {texts.findings[finding] ?? finding}
          </Alert>
        ))}
      </div>
    </SpaceBetween>
  )
}
