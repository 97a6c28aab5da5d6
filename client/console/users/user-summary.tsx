import type { AccessKeyMetadata, User } from '@aws-sdk/client-iam'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { addresses } from '../../shared/addresses.js'
import { dateTime } from '../../shared/locale.js'
import { useAccountNow } from '../parts/account-now.js'
import { ago, daysBetween } from '../parts/ages.js'
import { Asked } from '../parts/asked.js'
import { Copyable } from '../parts/copyable.js'
import { PageLink } from '../parts/page-link.js'
import { lastUsedQuery, useAccessKeys } from '../queries/access-keys.js'
import { useMfaDevices } from '../queries/mfa-devices.js'
import { useIamQuery } from '../queries/use-iam-query.js'
import { useLoginProfile } from '../queries/users.js'
import { texts } from './texts.js'

/** The card at the top of a user's page: who it is and which credentials it has. */
export function UserSummary({ user }: { user: User }) {
  const { UserName: userName = '', Arn = '', CreateDate, PasswordLastUsed } = user
  const keys = useAccessKeys({ kind: 'user', userName })
  const key = (index: number) => ({
    label: texts.accessKey(index + 1),
    value: <Asked query={keys}>{(all) => <AccessKey accessKey={all[index]} userName={userName} />}</Asked>,
  })
  return (
    <Container header={<Header variant="h2">{texts.summaryHeader}</Header>}>
      <KeyValuePairs
        columns={3}
        // As wide as an access key ID, which has no place to break.
        minColumnWidth={200}
        items={[
          { label: texts.arn, value: <Copyable what={texts.arn} text={Arn} /> },
          { label: texts.access, value: <ConsoleAccessState userName={userName} /> },
          key(0),
          { label: texts.createdOn, value: CreateDate ? dateTime(CreateDate) : '' },
          { label: texts.lastSignIn, value: PasswordLastUsed ? dateTime(PasswordLastUsed) : texts.never },
          key(1),
        ]}
      />
    </Container>
  )
}

function ConsoleAccessState({ userName }: { userName: string }) {
  const profile = useLoginProfile(userName)
  const devices = useMfaDevices({ kind: 'user', userName })
  return (
    <Asked query={profile}>
      {(present) =>
        present === null ? (
          texts.disabled
        ) : devices.error ? (
          texts.enabled
        ) : (
          <Asked query={devices}>
            {({ length }) =>
              length > 0 ? (
                <StatusIndicator type="success">{texts.withMfa}</StatusIndicator>
              ) : (
                <StatusIndicator type="warning">{texts.withoutMfa}</StatusIndicator>
              )
            }
          </Asked>
        )
      }
    </Asked>
  )
}

function AccessKey({ accessKey, userName }: { accessKey: AccessKeyMetadata | undefined; userName: string }) {
  const now = useAccountNow()
  const { AccessKeyId = '', Status, CreateDate = now } = accessKey ?? {}
  const lastUsed = useIamQuery({ ...lastUsedQuery(AccessKeyId), enabled: accessKey !== undefined })
  if (!accessKey) return <PageLink to={addresses.users.createAccessKey(userName)}>{texts.createKey}</PageLink>
  return (
    <>
      <div>
        {AccessKeyId} - {Status === 'Active' ? texts.active : texts.inactive}
      </div>
      <Box color="text-body-secondary" fontSize="body-s">
        <Asked query={lastUsed}>{({ LastUsedDate }) => texts.keyUsed(LastUsedDate ? ago(LastUsedDate, now) : undefined)}</Asked>{' '}
        {texts.keyAge(daysBetween(CreateDate, now))}
      </Box>
    </>
  )
}
