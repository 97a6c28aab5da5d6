import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useAccountNow } from '../parts/account-now.js'
import { useFlash } from '../parts/flash.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

/** AWS's own inline policy for it, under AWS's own name. */
const revocation = (before: Date): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: ['*'],
        Resource: ['*'],
        Condition: { DateLessThan: { 'aws:TokenIssueTime': before.toISOString() } },
      },
    ],
  })

export function RevokeSessions({ roleName }: { roleName: string }) {
  const action = useAction()
  const flash = useFlash()
  const now = useAccountNow()
  const revoke = async () => {
    const outcome = await action.run((iam) =>
      iam.putRolePolicy({ RoleName: roleName, PolicyName: 'AWSRevokeOlderSessions', PolicyDocument: revocation(now) }),
    )
    if (outcome.ok) flash.success(texts.revoked)
    else flash.error(texts.revoke, outcome.error)
  }
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button loading={action.running} onClick={() => void revoke()}>
              {texts.revoke}
            </Button>
          }
        >
          {texts.revoke}
        </Header>
      }
    >
      <Box>{texts.revokeText}</Box>
    </Container>
  )
}
