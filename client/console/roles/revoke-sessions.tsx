import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useState } from 'react'
import { useAccountClock } from '../parts/account-now.js'
import { ConfirmDialog } from '../parts/confirm-dialog.js'
import { REVOCATION, revocation } from '../permissions/revoke-older-sessions.js'
import { texts } from './texts.js'

export function RevokeSessions({ roleName }: { roleName: string }) {
  const [open, setOpen] = useState(false)
  const now = useAccountClock()
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={() => setOpen(true)}>{texts.revoke}</Button>}>
          {texts.revoke}
        </Header>
      }
    >
      <Box>{texts.revokeText}</Box>
      {open ? (
        <ConfirmDialog
          header={texts.revokeHeader(roleName)}
          submitText={texts.revoke}
          acknowledge={texts.revokeAcknowledge}
          success={texts.revoked}
          run={(iam) => iam.putRolePolicy({ RoleName: roleName, PolicyName: REVOCATION, PolicyDocument: revocation(now()) })}
          onClose={() => setOpen(false)}
        >
          <Box>{texts.revokeText}</Box>
        </ConfirmDialog>
      ) : null}
    </Container>
  )
}
