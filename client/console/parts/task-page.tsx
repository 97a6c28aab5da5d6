import type { IAM } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Form from '@cloudscape-design/components/form'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Failure } from '../../shared/failure.js'
import { useAction } from '../queries/use-action.js'
import { useFlash } from './flash.js'
import { InfoLink } from './info-link.js'
import { UNSAVED, useLeaveGuard } from './leave-guard.js'
import { texts } from './texts.js'

interface Props {
  header: string
  description?: string
  submitText: string
  /** Whether it can be sent. */
  ready: boolean
  /** Whether leaving the page would lose something; absent: whenever it can be sent. */
  begun?: boolean
  run(iam: IAM): Promise<unknown>
  success: string
  backTo: string
  children: ReactNode
}

/** A page where one thing is done to one resource: it ends where the resource is. */
export function TaskPage({ header, description, submitText, ready, begun = ready, run, success, backTo, children }: Props) {
  const action = useAction()
  const flash = useFlash()
  const navigate = useNavigate()
  const guard = useLeaveGuard(begun ? UNSAVED : undefined)
  const submit = async () => {
    const outcome = await action.run(run)
    if (!outcome.ok) return
    guard.release()
    flash.success(success)
    navigate(backTo)
  }
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />} {...(description ? { description } : {})}>
          {header}
        </Header>
      }
    >
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => navigate(backTo)}>
              {texts.cancel}
            </Button>
            <Button variant="primary" loading={action.running} disabled={!ready} onClick={() => void submit()}>
              {submitText}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          {children}
          {action.error === undefined ? null : <Failure error={action.error} />}
        </SpaceBetween>
      </Form>
    </ContentLayout>
  )
}
