import type { User } from '@aws-sdk/client-iam'
import { dateTime } from '../../shared/locale.js'
import { useAccountNow } from '../parts/account-now.js'
import { ago } from '../parts/ages.js'
import { Asked } from '../parts/asked.js'
import { type Column, ResourceTable } from '../parts/resource-table.js'
import { useIamQuery } from '../queries/use-iam-query.js'
import { userGroupsQuery, useUsers } from '../queries/users.js'
import { texts } from './texts.js'

interface Props {
  title: string
  /** Names. */
  chosen: readonly string[]
  without?: readonly string[]
  onChange(users: string[]): void
}

/** The account's users, to choose from. */
export function PickUsers({ title, chosen, without = [], onChange }: Props) {
  const query = useUsers()
  return (
    <ResourceTable<User>
      title={title}
      variant="container"
      pageSize={10}
      query={{ ...query, data: query.data?.filter(({ UserName = '' }) => !without.includes(UserName)) }}
      idOf={({ UserName = '' }) => UserName}
      nameOf={({ UserName = '' }) => UserName}
      textOf={({ UserName = '' }) => UserName}
      selection="multi"
      choice={{ chosen, onChange }}
      empty={{ title: texts.noOtherUsers }}
      columns={COLUMNS}
    />
  )
}

const COLUMNS: readonly Column<User>[] = [
  { id: 'name', header: texts.userName, cell: ({ UserName }) => UserName, sort: ({ UserName = '' }) => UserName },
  { id: 'groups', header: texts.groupCount, cell: ({ UserName = '' }) => <GroupCount userName={UserName} /> },
  {
    id: 'activity',
    header: texts.lastSignIn,
    cell: ({ PasswordLastUsed }) => <SignIn at={PasswordLastUsed} />,
    sort: ({ PasswordLastUsed }) => PasswordLastUsed?.getTime() ?? 0,
  },
  {
    id: 'created',
    header: texts.createdOn,
    cell: ({ CreateDate }) => (CreateDate ? dateTime(CreateDate) : ''),
    sort: ({ CreateDate }) => CreateDate?.getTime() ?? 0,
  },
]

function GroupCount({ userName }: { userName: string }) {
  return <Asked query={useIamQuery({ ...userGroupsQuery(userName), patient: true })}>{({ length }) => length}</Asked>
}

function SignIn({ at }: { at: Date | undefined }) {
  const now = useAccountNow()
  return <>{at ? ago(at, now) : texts.never}</>
}
