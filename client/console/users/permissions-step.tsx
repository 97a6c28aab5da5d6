import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tiles from '@cloudscape-design/components/tiles'
import { Failure } from '../../shared/failure.js'
import { PickBoundary } from '../permissions/boundary.js'
import { PickPolicies } from '../permissions/pick-policies.js'
import { useUsers } from '../queries/users.js'
import type { Grants } from './new-user.js'
import { PickGroups } from './pick-groups.js'
import { texts } from './texts.js'

interface Props {
  grants: Grants
  onChange(grants: Grants): void
}

/** AWS's three ways to give a new user permissions, and the boundary. */
export function PermissionsStep({ grants, onChange }: Props) {
  const change = (part: Partial<Grants>) => onChange({ ...grants, ...part })
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.options}</Header>}>
        <Tiles
          ariaLabel={texts.options}
          value={grants.how}
          onChange={({ detail }) => change({ how: detail.value as Grants['how'] })}
          items={[
            { value: 'group', label: texts.addToGroup, description: texts.addToGroupText },
            { value: 'copy', label: texts.copyPermissions, description: texts.copyText },
            { value: 'attach', label: texts.attachDirectly, description: texts.attachText },
          ]}
        />
      </Container>
      {grants.how === 'group' ? (
        <PickGroups chosen={grants.groups} onChange={(groups) => change({ groups })} />
      ) : grants.how === 'copy' ? (
        <PickUser chosen={grants.copyFrom} onChange={(copyFrom) => change({ copyFrom })} />
      ) : (
        <PickPolicies chosen={grants.policies} onChange={(policies) => change({ policies })} />
      )}
      <ExpandableSection variant="container" headerText={texts.boundary}>
        <PickBoundary chosen={grants.boundary} onChange={(boundary) => change({ boundary })} />
      </ExpandableSection>
    </SpaceBetween>
  )
}

function PickUser({ chosen, onChange }: { chosen: string | undefined; onChange(userName: string | undefined): void }) {
  const users = useUsers()
  const options = (users.data ?? []).map(({ UserName = '' }) => ({ value: UserName, label: UserName }))
  if (users.error) return <Failure error={users.error} />
  return (
    <FormField label={texts.copyFrom} description={texts.copyFromText}>
      <Select
        options={options}
        selectedOption={options.find(({ value }) => value === chosen) ?? null}
        placeholder={texts.chooseUser}
        filteringType="auto"
        statusType={users.isPending ? 'loading' : 'finished'}
        onChange={({ detail }) => onChange(detail.selectedOption.value)}
      />
    </FormField>
  )
}
