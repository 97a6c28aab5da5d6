import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { addresses } from '../../shared/addresses.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { ConfirmDialog } from '../parts/confirm-dialog.js'
import { PageLink } from '../parts/page-link.js'
import { useAction } from '../queries/use-action.js'
import { PickPolicies } from './pick-policies.js'
import { texts } from './texts.js'

interface Props {
  holder: { kind: 'user' | 'role'; name: string }
  /** The ARN of the present one. */
  boundary: string | undefined
}

/** The limit of what a user or role may do, and the way to set it. */
export function Boundary({ holder, boundary }: Props) {
  const [dialog, setDialog] = useState<'set' | 'remove'>()
  const close = () => setDialog(undefined)
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={texts.boundaryText}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {boundary ? <Button onClick={() => setDialog('remove')}>{texts.removeBoundary}</Button> : null}
              <Button onClick={() => setDialog('set')}>{boundary ? texts.change : texts.set}</Button>
            </SpaceBetween>
          }
        >
          {texts.boundary}
        </Header>
      }
    >
      {boundary ? <PageLink to={addresses.policies.of(boundary)}>{boundary}</PageLink> : <Box>{texts.notSet}</Box>}
      {dialog === 'set' ? <SetBoundary holder={holder} onClose={close} /> : null}
      {dialog === 'remove' ? (
        <ConfirmDialog
          header={texts.removeBoundaryHeader}
          submitText={texts.removeBoundary}
          success={texts.boundaryRemoved}
          run={(iam): Promise<unknown> =>
            holder.kind === 'user'
              ? iam.deleteUserPermissionsBoundary({ UserName: holder.name })
              : iam.deleteRolePermissionsBoundary({ RoleName: holder.name })
          }
          onClose={close}
        >
          <Box>{texts.removeBoundaryText(holder.name)}</Box>
        </ConfirmDialog>
      ) : null}
    </Container>
  )
}

function SetBoundary({ holder, onClose }: { holder: Props['holder']; onClose(): void }) {
  const [arn, setArn] = useState<string>()
  const action = useAction()
  const submit = async () => {
    const outcome = await action.run<unknown>((iam) =>
      holder.kind === 'user'
        ? iam.putUserPermissionsBoundary({ UserName: holder.name, PermissionsBoundary: arn })
        : iam.putRolePermissionsBoundary({ RoleName: holder.name, PermissionsBoundary: arn }),
    )
    if (outcome.ok) onClose()
  }
  return (
    <FormDialog
      size="max"
      header={texts.set}
      submitText={texts.set}
      running={action.running}
      disabled={arn === undefined}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <PickBoundary chosen={arn} onChange={setArn} />
    </FormDialog>
  )
}

/** The one policy that limits. */
export function PickBoundary({ chosen, onChange }: { chosen: string | undefined; onChange(arn: string | undefined): void }) {
  return (
    <PickPolicies
      title={texts.boundaryPolicies}
      selection="single"
      chosen={chosen === undefined ? [] : [chosen]}
      onChange={([arn]) => onChange(arn)}
    />
  )
}
