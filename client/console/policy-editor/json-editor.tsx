import FormField from '@cloudscape-design/components/form-field'
import Textarea, { type TextareaProps } from '@cloudscape-design/components/textarea'
import { useEffect, useRef } from 'react'
import { texts } from './texts.js'
import './policy-editor.css'

/** A place in the text, counted from 1. A new object leads there again. */
export interface Place {
  line: number
  column: number
}

interface Props {
  text: string
  invalid: boolean
  /** Where the cursor goes. */
  place: Place | undefined
  onChange(text: string): void
}

export function JsonEditor({ text, invalid, place, onChange }: Props) {
  const textarea = useRef<TextareaProps.Ref>(null)
  useEffect(() => {
    if (!place) return
    textarea.current?.focus()
    const focused = document.activeElement
    if (!(focused instanceof HTMLTextAreaElement)) return
    const before = focused.value.split('\n').slice(0, place.line - 1)
    const at = before.join('\n').length + (place.line > 1 ? 1 : 0) + place.column - 1
    focused.setSelectionRange(at, at + 1)
  }, [place])
  return (
    <FormField label={texts.json} stretch>
      <div className="policy-json">
        <Textarea
          ref={textarea}
          value={text}
          rows={Math.min(30, Math.max(14, text.split('\n').length + 1))}
          spellcheck={false}
          ariaLabel={texts.json}
          invalid={invalid}
          onChange={({ detail }) => onChange(detail.value)}
        />
      </div>
    </FormField>
  )
}
