import Checkbox from '@cloudscape-design/components/checkbox'
import { useState } from 'react'
import { TaskDialog, type TaskDialogProps } from './task-dialog.js'
import { TypedConfirmation } from './typed-confirmation.js'

interface Props extends TaskDialogProps {
  /** What has to be typed before, where something is gone for good. */
  typed?: string
  /** What asks for it, instead of the usual sentence. */
  typedLabel?: string
  /** What has to be ticked before. */
  acknowledge?: string
}

/** What AWS's console asks before it takes something away. Its content says what will happen to whom. */
export function ConfirmDialog({ typed, typedLabel, acknowledge, disabled = false, children, ...task }: Props) {
  const [text, setText] = useState('')
  const [ticked, setTicked] = useState(false)
  const ready = (typed === undefined || text === typed) && (acknowledge === undefined || ticked)
  return (
    <TaskDialog {...task} disabled={disabled || !ready}>
      {children}
      {typed === undefined ? null : (
        <TypedConfirmation
          expected={typed}
          {...(typedLabel ? { label: typedLabel } : {})}
          value={text}
          disabled={disabled}
          onChange={setText}
        />
      )}
      {acknowledge === undefined ? null : (
        <Checkbox checked={ticked} onChange={({ detail }) => setTicked(detail.checked)}>
          {acknowledge}
        </Checkbox>
      )}
    </TaskDialog>
  )
}
