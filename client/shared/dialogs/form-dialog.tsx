import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal, { type ModalProps } from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, type ReactNode, useId } from 'react'
import { isUnreachable } from '../error-parts.js'
import { Failure } from '../failure.js'
import { NO_ANSWER } from '../reach.js'
import { FirstField } from './first-field.js'
import { Innermost } from './innermost.js'
import { ReturnFocus } from './return-focus.js'
import { texts } from './texts.js'

interface Props {
  header: string
  submitText: string
  running?: boolean
  /** The submit button waits, e.g. for a typed confirmation. */
  disabled?: boolean
  error?: unknown
  /** It is done, and there is nothing left to cancel. */
  closeOnly?: boolean
  size?: ModalProps.Size
  /** Another one gives the focus to the first field again, where what had it is gone. */
  stage?: string
  /** Between Cancel and the submit button. */
  extraAction?: ReactNode
  onSubmit(): void
  onClose(): void
  children: ReactNode
}

/** A dialog around one form: the first field has the focus, Enter submits, Escape cancels, the server's answer stays inside it, the focus comes back. */
export function FormDialog({
  header,
  submitText,
  running = false,
  disabled = false,
  error,
  closeOnly = false,
  size,
  stage,
  ...rest
}: Props) {
  const id = useId()
  function submit(event: FormEvent) {
    event.preventDefault()
    // React's events climb through portals: a dialog over a form must not submit that form too.
    event.stopPropagation()
    if (!disabled && !running) rest.onSubmit()
  }
  const close = () => {
    if (!running) rest.onClose()
  }
  return (
    <Innermost>
      <ReturnFocus />
      <Modal
        visible
        header={header}
        {...(size ? { size } : {})}
        closeAriaLabel={texts.close}
        onDismiss={close}
        footer={
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              {closeOnly ? null : (
                <Button variant="link" onClick={close} disabled={running} formAction="none">
                  {texts.cancel}
                </Button>
              )}
              {rest.extraAction}
              <Button variant="primary" form={id} loading={running} disabled={disabled}>
                {submitText}
              </Button>
            </SpaceBetween>
          </Box>
        }
      >
        <form id={id} onSubmit={submit}>
          <FirstField key={stage} />
          <SpaceBetween size="m">
            {rest.children}
            {isUnreachable(error) ? <Alert type="error">{NO_ANSWER}</Alert> : null}
            {error === undefined ? null : <Failure error={error} />}
          </SpaceBetween>
        </form>
      </Modal>
    </Innermost>
  )
}
