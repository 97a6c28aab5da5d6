import type { Role } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { addresses, consoleAddress } from '../../shared/addresses.js'
import { dateTime } from '../../shared/locale.js'
import { useSession } from '../../shared/session.js'
import { Asked } from '../parts/asked.js'
import { Copyable } from '../parts/copyable.js'
import { useProfilesOf } from '../queries/instance-profiles.js'
import { texts } from './texts.js'
import { trustsAccounts, trustsService } from './trusted-kinds.js'

/** AWS's *Summary*. What only some roles have is shown for those: an instance profile, and the link for people. */
export function RoleSummary({ role, onEdit }: { role: Role; onEdit(): void }) {
  const { accountId, accountAlias } = useSession()
  const used = role.RoleLastUsed?.LastUsedDate
  const { RoleName = '' } = role
  const link = location.origin + consoleAddress(addresses.roles.switchTo(accountAlias ?? accountId, RoleName))
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={onEdit}>{texts.edit}</Button>}>
          {texts.summary}
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.createdOn, value: role.CreateDate ? dateTime(role.CreateDate) : '' },
          { label: texts.arn, value: <Copyable what={texts.arn} text={role.Arn ?? ''} /> },
          ...(trustsAccounts(role)
            ? [{ label: texts.switchLink, value: <Copyable what={texts.switchLink} text={link} /> }]
            : []),
          { label: texts.lastActivity, value: used ? dateTime(used) : texts.never },
          { label: texts.maximum, value: texts.hours(role.MaxSessionDuration ?? 3600) },
          ...(trustsService(role, 'ec2.amazonaws.com')
            ? [{ label: texts.instanceProfile, value: <Profiles roleName={RoleName} /> }]
            : []),
        ]}
      />
    </Container>
  )
}

function Profiles({ roleName }: { roleName: string }) {
  return (
    <Asked query={useProfilesOf(roleName)}>
      {(profiles) =>
        profiles.length === 0 ? (
          '–'
        ) : (
          <SpaceBetween size="xxs">
            {profiles.map(({ Arn = '' }) => (
              <Copyable key={Arn} what={texts.instanceProfile} text={Arn} />
            ))}
          </SpaceBetween>
        )
      }
    </Asked>
  )
}
