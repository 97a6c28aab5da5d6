import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { FormEvent, ReactNode } from 'react'
import { FirstField } from '../../shared/dialogs/first-field.js'
import { ErrorBox } from '../../shared/error-box.js'
import { texts as common } from '../texts.js'
import '../classroom.css'

interface Props {
  title: string
  text?: ReactNode
  submitText: string
  running: boolean
  error: unknown
  /** Between the form and its buttons. */
  secondary?: ReactNode
  onSubmit(): void
  children: ReactNode
}

/** A page before the classroom: one form. */
export function Door({ title, text, submitText, running, error, secondary, onSubmit, children }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!running) onSubmit()
  }
  return (
    <main className="door">
      <SpaceBetween size="m">
        <Box textAlign="center" fontSize="heading-m" fontWeight="bold">
          {common.product} · {common.classroom}
        </Box>
        <form onSubmit={submit}>
          <FirstField key={title} />
          <Container header={<Header variant="h1">{title}</Header>}>
            <Form
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  {secondary}
                  <Button variant="primary" loading={running}>
                    {submitText}
                  </Button>
                </SpaceBetween>
              }
            >
              <SpaceBetween size="m">
                {text ? <Box color="text-body-secondary">{text}</Box> : null}
                {error ? <ErrorBox error={error} /> : null}
                {children}
              </SpaceBetween>
            </Form>
          </Container>
        </form>
      </SpaceBetween>
    </main>
  )
}
