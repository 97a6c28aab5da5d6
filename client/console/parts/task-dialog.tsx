import type { IAM } from '@aws-sdk/client-iam'
import type { ModalProps } from '@cloudscape-design/components/modal'
import type { ReactNode } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useAction } from '../queries/use-action.js'
import { useFlash } from './flash.js'

export interface TaskDialogProps {
  header: string
  submitText: string
  disabled?: boolean
  size?: ModalProps.Size
  /** The message above the page once it is done. */
  success?: string
  run(iam: IAM): Promise<unknown>
  onDone?(): void
  onClose(): void
  children: ReactNode
}

/** A dialog where one thing is done: it closes then; an error is shown in the dialog, which stays. */
export function TaskDialog({ success, run, onDone, children, ...form }: TaskDialogProps) {
  const action = useAction()
  const flash = useFlash()
  const submit = async () => {
    const outcome = await action.run(run)
    if (!outcome.ok) return
    if (success !== undefined) flash.success(success)
    form.onClose()
    onDone?.()
  }
  return (
    <FormDialog {...form} running={action.running} error={action.error} onSubmit={submit}>
      {children}
    </FormDialog>
  )
}
