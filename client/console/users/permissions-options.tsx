import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tiles from '@cloudscape-design/components/tiles'
import { PickPolicies } from '../permissions/pick-policies.js'
import type { Grants } from './grants.js'
import { PickGroups } from './pick-groups.js'
import { PickUserToCopy } from './pick-user-to-copy.js'
import { texts } from './texts.js'

interface Props {
  /** Who gets the permissions, where there is such a user already. */
  userName?: string
  grants: Grants
  onChange(grants: Grants): void
}

/** AWS's three ways to give a user permissions. */
export function PermissionsOptions({ userName, grants, onChange }: Props) {
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
        <PickGroups userName={userName} chosen={grants.groups} onChange={(groups) => change({ groups })} />
      ) : grants.how === 'copy' ? (
        <PickUserToCopy without={userName} chosen={grants.copyFrom} onChange={(copyFrom) => change({ copyFrom })} />
      ) : (
        <PickPolicies chosen={grants.policies} onChange={(policies) => change({ policies })} />
      )}
    </SpaceBetween>
  )
}
