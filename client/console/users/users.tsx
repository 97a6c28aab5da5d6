import type { User } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { dateTime } from '../../shared/locale.js'
import { useAccountNow } from '../parts/account-now.js'
import { PageLink } from '../parts/page-link.js'
import { ResourceTable } from '../parts/resource-table.js'
import { useAccessKeys } from '../queries/access-keys.js'
import { useUserGroups, useUsers, useUsersWithMfa } from '../queries/users.js'
import { DeleteUserDialog } from './delete-user.js'
import { texts } from './texts.js'

const DAY_MS = 86_400_000
const { columns } = texts

export default function Users() {
  const query = useUsers()
  const withMfa = useUsersWithMfa()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState<string>()
  const hasMfa = ({ UserId = '' }: User) => withMfa.data?.has(UserId) ?? false
  return (
    <>
      <ResourceTable<User>
        title={texts.users}
        description={texts.description}
        query={query}
        idOf={({ UserId = '' }) => UserId}
        nameOf={({ UserName = '' }) => UserName}
        textOf={({ UserName, Path, Arn, UserId }) => `${UserName} ${Path} ${Arn} ${UserId}`}
        selection="single"
        empty={{ title: texts.empty, text: texts.emptyText }}
        filter={{
          label: texts.filterMfa,
          options: [
            { value: 'yes', label: texts.withMfa },
            { value: 'no', label: texts.withoutMfa },
          ],
          matches: (user, value) => hasMfa(user) === (value === 'yes'),
        }}
        columns={[
          {
            id: 'name',
            header: columns.name,
            cell: ({ UserName = '' }) => <PageLink to={`/iam/users/${encodeURIComponent(UserName)}`}>{UserName}</PageLink>,
            sort: ({ UserName = '' }) => UserName,
          },
          { id: 'path', header: columns.path, cell: ({ Path }) => Path, sort: ({ Path = '' }) => Path },
          { id: 'groups', header: columns.groups, cell: ({ UserName = '' }) => <Groups userName={UserName} />, hidden: true },
          {
            id: 'mfa',
            header: columns.mfa,
            cell: (user) =>
              withMfa.data === undefined ? (
                '–'
              ) : hasMfa(user) ? (
                texts.virtual
              ) : (
                <StatusIndicator type="warning">{texts.none}</StatusIndicator>
              ),
            sort: (user) => Number(hasMfa(user)),
          },
          {
            id: 'lastSignIn',
            header: columns.lastSignIn,
            cell: ({ PasswordLastUsed }) => (PasswordLastUsed ? dateTime(PasswordLastUsed) : texts.never),
            sort: ({ PasswordLastUsed }) => PasswordLastUsed?.getTime() ?? 0,
          },
          { id: 'keys', header: columns.keys, cell: ({ UserName = '' }) => <Keys userName={UserName} />, hidden: true },
          { id: 'keyAge', header: columns.keyAge, cell: ({ UserName = '' }) => <KeyAge userName={UserName} />, hidden: true },
          {
            id: 'created',
            header: columns.created,
            cell: ({ CreateDate }) => (CreateDate ? dateTime(CreateDate) : ''),
            sort: ({ CreateDate }) => CreateDate?.getTime() ?? 0,
          },
          { id: 'arn', header: columns.arn, cell: ({ Arn }) => Arn, hidden: true },
          { id: 'id', header: columns.id, cell: ({ UserId }) => UserId, hidden: true },
        ]}
        actions={([selected]) => (
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={!selected} onClick={() => setDeleting(selected?.UserName)}>
              {texts.delete}
            </Button>
            <LessonHotspot id="users-create">
              <Button variant="primary" onClick={() => navigate('/iam/users/create')}>
                {texts.create}
              </Button>
            </LessonHotspot>
          </SpaceBetween>
        )}
      />
      {deleting ? <DeleteUserDialog userName={deleting} onClose={() => setDeleting(undefined)} /> : null}
    </>
  )
}

// These three cost a call a row, so they are asked for only where their column is shown.

function Groups({ userName }: { userName: string }) {
  const groups = useUserGroups(userName)
  return <>{groups.data?.length ?? '–'}</>
}

function Keys({ userName }: { userName: string }) {
  const keys = useAccessKeys({ kind: 'user', userName })
  const shown = keys.data?.map(
    ({ AccessKeyId, Status }) => `${AccessKeyId} (${Status === 'Active' ? texts.active : texts.inactive})`,
  )
  return <>{shown === undefined ? '–' : shown.join(', ') || texts.none}</>
}

function KeyAge({ userName }: { userName: string }) {
  const keys = useAccessKeys({ kind: 'user', userName })
  const now = useAccountNow().getTime()
  const ages = keys.data
    ?.filter(({ Status }) => Status === 'Active')
    .map(({ CreateDate }) => Math.floor((now - (CreateDate?.getTime() ?? now)) / DAY_MS))
  return <>{ages === undefined ? '–' : ages.map(texts.days).join(', ') || texts.none}</>
}
