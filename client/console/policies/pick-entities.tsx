import { ResourceTable } from '../parts/resource-table.js'
import { useGroups } from '../queries/groups.js'
import type { PolicyEntity } from '../queries/policies.js'
import { useRoles } from '../queries/roles.js'
import type { Loading } from '../queries/use-wire-query.js'
import { useUsers } from '../queries/users.js'
import { texts } from './texts.js'

/** A user, group, or role. */
export type IamEntity = Pick<PolicyEntity, 'kind' | 'name'>

export const idOfEntity = ({ kind, name }: IamEntity): string => `${kind} ${name}`

export const entityOf = (id: string): IamEntity => {
  const space = id.indexOf(' ')
  return { kind: id.slice(0, space) as IamEntity['kind'], name: id.slice(space + 1) }
}

/** All users, groups, and roles of the account, in one list. */
export function useEntities(): Loading<IamEntity[]> {
  const users = useUsers()
  const groups = useGroups()
  const roles = useRoles()
  const all = [users, groups, roles]
  const data = users.data &&
    groups.data &&
    roles.data && [
      ...users.data.map(({ UserName: name = '' }) => ({ kind: 'user' as const, name })),
      ...groups.data.map(({ GroupName: name = '' }) => ({ kind: 'group' as const, name })),
      ...roles.data.map(({ RoleName: name = '' }) => ({ kind: 'role' as const, name })),
    ]
  return {
    data,
    error: users.error ?? groups.error ?? roles.error,
    isPending: all.some(({ isPending }) => isPending),
    isFetching: all.some(({ isFetching }) => isFetching),
    refetch: () => Promise.all(all.map(({ refetch }) => refetch())),
  }
}

export const ENTITY_FILTER = {
  label: texts.entityFilter,
  all: texts.allTypes,
  options: (['user', 'group', 'role'] as const).map((value) => ({ value, label: texts.entityTypes[value] })),
  matches: ({ kind }: IamEntity, value: string) => kind === value,
}

interface Props {
  query: Loading<readonly IamEntity[]>
  empty: string
  /** IDs. */
  chosen: readonly string[]
  onChange(chosen: string[]): void
}

/** Users, groups, and roles in one table, to tick. */
export function PickEntities({ query, empty, chosen, onChange }: Props) {
  return (
    <ResourceTable<IamEntity>
      title={texts.iamEntities}
      variant="container"
      pageSize={10}
      query={query}
      idOf={idOfEntity}
      nameOf={({ name }) => name}
      textOf={({ name }) => name}
      selection="multi"
      choice={{ chosen, onChange }}
      filter={ENTITY_FILTER}
      empty={{ title: empty }}
      columns={[
        { id: 'name', header: texts.entityName, cell: ({ name }) => name, sort: ({ name }) => name },
        {
          id: 'type',
          header: texts.entityType,
          cell: ({ kind }) => texts.entityTypes[kind],
          sort: ({ kind }) => texts.entityTypes[kind],
        },
      ]}
    />
  )
}
