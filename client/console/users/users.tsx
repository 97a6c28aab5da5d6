import type { User } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { lazy, Suspense, useState } from 'react'
import { useNavigate } from 'react-router'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { addresses } from '../../shared/addresses.js'
import { dateTime } from '../../shared/locale.js'
import { useAccountNow } from '../parts/account-now.js'
import { ago } from '../parts/ages.js'
import { PageLink } from '../parts/page-link.js'
import { type Column, ResourceTable } from '../parts/resource-table.js'
import { useOwnerOfKey } from '../queries/access-keys.js'
import { useUsers } from '../queries/users.js'
import { texts } from './texts.js'
import {
  ActiveKeyAge,
  ConsoleAccessCell,
  GroupCount,
  KeyIds,
  KeyLastUsed,
  LastActivity,
  MfaTypes,
  PasswordAge,
  SigningCertificateCount,
} from './user-cells.js'

const DeleteUsersDialog = lazy(async () => ({ default: (await import('./delete-users.js')).DeleteUsersDialog }))

const { columns } = texts
const KEY_ID = /^(AKIA|ASIA)[A-Z2-7]{16}$/

export default function Users() {
  const query = useUsers()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState<readonly string[]>()
  const [search, setSearch] = useState('')
  const keyId = KEY_ID.test(search.trim()) ? search.trim() : undefined
  const owner = useOwnerOfKey(keyId)
  return (
    <>
      <ResourceTable<User>
        title={texts.users}
        description={texts.description}
        query={query}
        idOf={({ UserId = '' }) => UserId}
        nameOf={({ UserName = '' }) => UserName}
        textOf={({ UserName, Path, Arn, UserId }) =>
          `${UserName} ${Path} ${Arn} ${UserId} ${UserName === owner.data ? keyId : ''}`
        }
        onSearch={setSearch}
        selection="multi"
        empty={{ title: texts.empty, text: texts.emptyText }}
        columns={COLUMNS}
        actions={(selected) => (
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={selected.length === 0} onClick={() => setDeleting(selected.map(({ UserName = '' }) => UserName))}>
              {texts.delete}
            </Button>
            <LessonHotspot id="users-create">
              <Button variant="primary" onClick={() => navigate(addresses.users.create)}>
                {texts.create}
              </Button>
            </LessonHotspot>
          </SpaceBetween>
        )}
      />
      {deleting ? (
        <Suspense>
          <DeleteUsersDialog names={deleting} onClose={() => setDeleting(undefined)} />
        </Suspense>
      ) : null}
    </>
  )
}

/** AWS's columns in AWS's order. Those without `sort` cost calls a row, and are asked for on the page of the list that is shown. */
const COLUMNS: readonly Column<User>[] = [
  {
    id: 'name',
    header: columns.name,
    cell: ({ UserName = '' }) => <PageLink to={addresses.users.of(UserName)}>{UserName}</PageLink>,
    sort: ({ UserName = '' }) => UserName,
  },
  { id: 'path', header: columns.path, cell: ({ Path }) => Path, sort: ({ Path = '' }) => Path },
  { id: 'groups', header: columns.groups, cell: ({ UserName = '' }) => <GroupCount userName={UserName} /> },
  { id: 'lastActivity', header: columns.lastActivity, cell: (user) => <LastActivity user={user} /> },
  { id: 'mfa', header: columns.mfa, cell: ({ UserName = '' }) => <MfaTypes userName={UserName} /> },
  { id: 'passwordAge', header: columns.passwordAge, cell: ({ UserName = '' }) => <PasswordAge userName={UserName} /> },
  {
    id: 'lastSignIn',
    header: columns.lastSignIn,
    cell: ({ PasswordLastUsed }) => <SignIn at={PasswordLastUsed} />,
    sort: ({ PasswordLastUsed }) => PasswordLastUsed?.getTime() ?? 0,
  },
  { id: 'keys', header: columns.keys, cell: ({ UserName = '' }) => <KeyIds userName={UserName} /> },
  { id: 'keyAge', header: columns.keyAge, cell: ({ UserName = '' }) => <ActiveKeyAge userName={UserName} /> },
  { id: 'keyLastUsed', header: columns.keyLastUsed, cell: ({ UserName = '' }) => <KeyLastUsed userName={UserName} /> },
  { id: 'arn', header: columns.arn, cell: ({ Arn }) => Arn, sort: ({ Arn = '' }) => Arn },
  {
    id: 'created',
    header: columns.created,
    cell: ({ CreateDate }) => (CreateDate ? dateTime(CreateDate) : ''),
    sort: ({ CreateDate }) => CreateDate?.getTime() ?? 0,
  },
  {
    id: 'consoleAccess',
    header: columns.consoleAccess,
    cell: ({ UserName = '' }) => <ConsoleAccessCell userName={UserName} />,
  },
  {
    id: 'certificates',
    header: columns.certificates,
    cell: ({ UserName = '' }) => <SigningCertificateCount userName={UserName} />,
  },
  { id: 'id', header: columns.id, cell: ({ UserId }) => UserId, hidden: true },
]

function SignIn({ at }: { at: Date | undefined }) {
  const now = useAccountNow()
  return <>{at ? ago(at, now) : texts.never}</>
}
