import type { User } from '@aws-sdk/client-iam'
import { Asked } from '../parts/asked.js'
import { type Column, ResourceTable } from '../parts/resource-table.js'
import { policiesQuery } from '../queries/holder.js'
import { useIamQuery } from '../queries/use-iam-query.js'
import { userGroupsQuery, useUsers } from '../queries/users.js'
import { texts } from './texts.js'

interface Props {
  without: string | undefined
  chosen: string | undefined
  onChange(userName: string | undefined): void
}

/** The user whose permissions are copied. */
export function PickUserToCopy({ without, chosen, onChange }: Props) {
  const query = useUsers()
  return (
    <ResourceTable<User>
      title={texts.users}
      description={texts.copyFromText}
      variant="container"
      pageSize={10}
      query={{ ...query, data: query.data?.filter(({ UserName }) => UserName !== without) }}
      idOf={({ UserName = '' }) => UserName}
      nameOf={({ UserName = '' }) => UserName}
      textOf={({ UserName = '' }) => UserName}
      selection="single"
      choice={{ chosen: chosen === undefined ? [] : [chosen], onChange: ([userName]) => onChange(userName) }}
      empty={{ title: texts.nobodyToCopy }}
      columns={COLUMNS}
    />
  )
}

const COLUMNS: readonly Column<User>[] = [
  { id: 'name', header: texts.userName, cell: ({ UserName }) => UserName, sort: ({ UserName = '' }) => UserName },
  { id: 'groups', header: texts.columns.groups, cell: ({ UserName = '' }) => <Groups userName={UserName} /> },
  { id: 'policies', header: texts.attachedPolicies, cell: ({ UserName = '' }) => <Policies userName={UserName} /> },
]

function Groups({ userName }: { userName: string }) {
  const query = useIamQuery({ ...userGroupsQuery(userName), patient: true })
  return <Asked query={query}>{(groups) => groups.map(({ GroupName }) => GroupName).join(', ') || texts.none}</Asked>
}

function Policies({ userName }: { userName: string }) {
  const query = useIamQuery({ ...policiesQuery({ kind: 'user', name: userName }), patient: true })
  return (
    <Asked query={query}>
      {({ attached, inline }) => [...attached.map(({ name }) => name), ...inline].join(', ') || texts.none}
    </Asked>
  )
}
