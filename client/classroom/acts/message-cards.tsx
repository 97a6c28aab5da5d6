import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import { api } from '../../shared/api.js'
import type { Act } from './act.js'
import { ActCard } from './act-card.js'
import { StepFields, type StepOf } from './lesson-fields.js'
import { texts } from './texts.js'
import { useClassAct } from './use-class-act.js'

const MOST_LETTERS = 1000

export function MessageCard({ listing, to }: Act) {
  const [text, setText] = useState('')
  const send = useClassAct(async () => {
    const result = await api('POST /classroom/classes/:class/messages', { path: { class: listing.id }, body: { to, text } })
    setText('')
    return result
  })
  return (
    <ActCard title={texts.message} text={texts.messageText}>
      <FormField label={texts.messageField} constraintText={texts.messageHint(text.length)} stretch>
        <Textarea value={text} rows={3} onChange={({ detail }) => setText(detail.value)} />
      </FormField>
      <Button disabled={text.trim() === '' || text.length > MOST_LETTERS} loading={send.running} onClick={() => send.run()}>
        {texts.send}
      </Button>
    </ActCard>
  )
}

export function HintCard({ listing, lessons, to }: Act) {
  const [at, setAt] = useState<StepOf>({ lesson: undefined, step: undefined })
  const [text, setText] = useState('')
  const give = useClassAct(async () => {
    const { lesson = '', step = '' } = at
    const body = { to, lesson, step, text: text.trim() === '' ? undefined : text.trim() }
    const result = await api('POST /classroom/classes/:class/hints', { path: { class: listing.id }, body })
    setText('')
    return result
  })
  return (
    <ActCard title={texts.hint} text={texts.hintText}>
      <StepFields lessons={lessons} value={at} onChange={setAt} />
      <FormField label={texts.ownHint} stretch>
        <Textarea
          value={text}
          rows={2}
          placeholder={texts.ownHintPlaceholder}
          onChange={({ detail }) => setText(detail.value)}
        />
      </FormField>
      <Button disabled={at.step === undefined || text.length > MOST_LETTERS} loading={give.running} onClick={() => give.run()}>
        {texts.sendHint}
      </Button>
    </ActCard>
  )
}
