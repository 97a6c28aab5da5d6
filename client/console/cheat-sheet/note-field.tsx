import FormField from '@cloudscape-design/components/form-field'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Textarea from '@cloudscape-design/components/textarea'
import { useEffect, useRef, useState } from 'react'
import { NOTE_LENGTH } from '../../../server/lab/notes/note-length.js'
import { api } from '../../shared/api.js'
import { Failure } from '../../shared/failure.js'
import { texts } from './texts.js'

const LEFT_SHOWN = 500
/** After the last key, so that a note isn't sent with each of them. */
const PAUSE_MS = 800

interface Props {
  accountId: string
  lessonId: string
  title: string
  note: string
  onSaved(text: string): void
}

/** A note that saves itself: after a pause, and when its field or its page is left. */
export function NoteField({ accountId, lessonId, title, note, onSaved }: Props) {
  const [text, setText] = useState(note)
  const [state, setState] = useState<'' | 'saving' | 'saved'>('')
  const [error, setError] = useState<unknown>()
  const latest = useRef({ text, saved: note })
  latest.current.text = text
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)

  // Another browser of the learner wrote it; what is being written here is not lost for that.
  useEffect(() => {
    const unchanged = latest.current.text === latest.current.saved
    latest.current.saved = note
    if (unchanged) setText(note)
  }, [note])

  const save = async () => {
    clearTimeout(pause.current)
    const { text: written, saved } = latest.current
    if (written === saved || written.length > NOTE_LENGTH) return
    setState('saving')
    setError(undefined)
    // Whoever leaves the field while this is on its way doesn't send it again.
    latest.current.saved = written
    try {
      await api('POST /lab/lessons/:id/note', { path: { id: lessonId }, body: { account: accountId, text: written } })
      onSaved(written)
      setState('saved')
    } catch (thrown) {
      latest.current.saved = saved
      setState('')
      setError(thrown)
    }
  }
  const leave = useRef(save)
  leave.current = save
  useEffect(() => () => void leave.current(), [])

  const left = NOTE_LENGTH - text.length
  return (
    <FormField
      label={texts.notesOn(title)}
      description={texts.noteHint}
      errorText={left < 0 ? texts.tooLong(-left) : undefined}
      constraintText={left < LEFT_SHOWN && left >= 0 ? texts.left(left) : undefined}
      stretch
    >
      <Textarea
        value={text}
        rows={Math.min(12, Math.max(2, text.split('\n').length))}
        invalid={left < 0}
        onChange={({ detail }) => {
          setText(detail.value)
          setState('')
          clearTimeout(pause.current)
          pause.current = setTimeout(() => void leave.current(), PAUSE_MS)
        }}
        onBlur={() => void save()}
      />
      <div aria-live="polite" className="cheat-sheet-state">
        {state === 'saving' ? <StatusIndicator type="loading">{texts.saving}</StatusIndicator> : null}
        {state === 'saved' ? <StatusIndicator type="success">{texts.saved}</StatusIndicator> : null}
        {error === undefined ? null : <Failure error={error} />}
      </div>
    </FormField>
  )
}
