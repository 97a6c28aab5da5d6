import type { IAM } from '@aws-sdk/client-iam'
import Checkbox from '@cloudscape-design/components/checkbox'
import { type ReactNode, useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useAction } from '../queries/use-action.js'
import { useFlash } from './flash.js'
import { TypedConfirmation } from './typed-confirmation.js'

interface Props {
  header: string
  submitText: string
  /** What has to be typed before, where something is gone for good. */
  typed?: string
  /** What asks for it, instead of the usual sentence. */
  typedLabel?: string
  /** What has to be ticked before. */
  acknowledge?: string
  disabled?: boolean
  /** For what needs more room than a question. */
  size?: 'large'
  /** The message above the page once it is done. */
  success?: string
  run(iam: IAM): Promise<unknown>
  onDone?(): void
  onClose(): void
  /** What will happen to whom. */
  children: ReactNode
}

/** What AWS's console asks before it takes something away; an error is shown in the dialog, which stays. */
export function ConfirmDialog({ typed, typedLabel, acknowledge, success, ...props }: Props) {
  const [text, setText] = useState('')
  const [ticked, setTicked] = useState(false)
  const action = useAction()
  const flash = useFlash()
  const ready = (typed === undefined || text === typed) && (acknowledge === undefined || ticked)
  const submit = async () => {
    const outcome = await action.run(props.run)
    if (!outcome.ok) return
    if (success !== undefined) flash.success(success)
    props.onClose()
    props.onDone?.()
  }
  return (
    <FormDialog
      {...(props.size ? { size: props.size } : {})}
      header={props.header}
      submitText={props.submitText}
      running={action.running}
      disabled={props.disabled || !ready}
      error={action.error}
      onSubmit={submit}
      onClose={props.onClose}
    >
      {props.children}
      {typed === undefined ? null : (
        <TypedConfirmation
          expected={typed}
          {...(typedLabel ? { label: typedLabel } : {})}
          value={text}
          disabled={props.disabled ?? false}
          onChange={setText}
        />
      )}
      {acknowledge === undefined ? null : (
        <Checkbox checked={ticked} onChange={({ detail }) => setTicked(detail.checked)}>
          {acknowledge}
        </Checkbox>
      )}
    </FormDialog>
  )
}
