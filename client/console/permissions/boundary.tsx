import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { ConfirmDialog } from '../parts/confirm-dialog.js'
import { PageLink } from '../parts/page-link.js'
import { PickPolicies } from './pick-policies.js'
import { texts } from './texts.js'

interface Props {
  holder: { kind: 'user' | 'role'; name: string }
  /** The ARN of the present one. */
  boundary: string | undefined
}

/** The limit of what a user or role may do, and the way to set it. */
export function Boundary({ holder, boundary }: Props) {
  const [removing, setRemoving] = useState(false)
  const navigate = useNavigate()
  const page = holder.kind === 'user' ? addresses.users.setBoundary : addresses.roles.setBoundary
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={texts.boundaryText}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {boundary ? <Button onClick={() => setRemoving(true)}>{texts.removeBoundary}</Button> : null}
              <Button onClick={() => navigate(page(holder.name))}>{boundary ? texts.change : texts.set}</Button>
            </SpaceBetween>
          }
        >
          {texts.boundary}
        </Header>
      }
    >
      {boundary ? <PageLink to={addresses.policies.of(boundary)}>{boundary}</PageLink> : <Box>{texts.notSet}</Box>}
      {removing ? (
        <ConfirmDialog
          header={texts.removeBoundaryHeader}
          submitText={texts.removeBoundary}
          success={texts.boundaryRemoved}
          run={(iam): Promise<unknown> =>
            holder.kind === 'user'
              ? iam.deleteUserPermissionsBoundary({ UserName: holder.name })
              : iam.deleteRolePermissionsBoundary({ RoleName: holder.name })
          }
          onClose={() => setRemoving(false)}
        >
          <Box>{texts.removeBoundaryText(holder.name)}</Box>
        </ConfirmDialog>
      ) : null}
    </Container>
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
