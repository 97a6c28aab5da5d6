import Autosuggest from '@cloudscape-design/components/autosuggest'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { groupPath } from '../groups/group-path.js'
import { policyPath } from '../policies/policy-path.js'
import { useGroups } from '../queries/groups.js'
import { useManagedPolicies } from '../queries/policies.js'
import { useRoles } from '../queries/roles.js'
import { useUsers } from '../queries/users.js'
import { rolePath } from '../roles/role-path.js'
import { PAGES } from './pages.js'
import { recentPages } from './recent-pages.js'
import { texts } from './texts.js'

/** Search over pages and resources; what was visited lately comes first. */
export function Search() {
  const [value, setValue] = useState('')
  const [used, setUsed] = useState(false)
  const navigate = useNavigate()
  const resources = useResources(used)
  const visited = recentPages().map(({ path, title }) => ({ value: path, label: title }))
  return (
    <Autosuggest
      value={value}
      placeholder={texts.search}
      ariaLabel={texts.search}
      enteredTextLabel={(text) => text}
      empty={texts.noMatch}
      onFocus={() => setUsed(true)}
      onChange={({ detail }) => setValue(detail.value)}
      onSelect={({ detail }) => {
        setValue('')
        if (detail.value.startsWith('/')) navigate(detail.value)
      }}
      options={[
        ...(visited.length > 0 && value === '' ? [{ label: texts.recent, options: visited }] : []),
        { label: texts.pages, options: PAGES.map(({ path, title }) => ({ value: path, label: title })) },
        ...resources,
      ]}
    />
  )
}

/** Users, groups, roles and policies, asked for once the search is used. */
function useResources(enabled: boolean) {
  const users = useUsers(enabled)
  const groups = useGroups(enabled)
  const roles = useRoles(enabled)
  const policies = useManagedPolicies(enabled)
  const section = (label: string, options: { value: string; label: string; tags?: string[] }[]) =>
    options.length > 0 ? [{ label, options }] : []
  return [
    ...section(
      'Users',
      (users.data ?? []).map(({ UserName = '' }) => ({ value: `/iam/users/${encodeURIComponent(UserName)}`, label: UserName })),
    ),
    ...section(
      'User groups',
      (groups.data ?? []).map(({ GroupName = '' }) => ({ value: groupPath(GroupName), label: GroupName })),
    ),
    ...section(
      'Roles',
      (roles.data ?? []).map(({ RoleName = '' }) => ({ value: rolePath(RoleName), label: RoleName })),
    ),
    ...section(
      'Policies',
      (policies.data ?? []).map(({ PolicyName = '', Arn = '' }) => ({ value: policyPath(Arn), label: PolicyName })),
    ),
  ]
}
