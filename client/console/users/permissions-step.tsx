import SpaceBetween from '@cloudscape-design/components/space-between'
import { BoundaryChoice } from '../permissions/boundary-choice.js'
import type { Grants } from './grants.js'
import { PermissionsOptions } from './permissions-options.js'

interface Props {
  grants: Grants
  onChange(grants: Grants): void
}

/** What a new user may do, and the boundary. */
export const PermissionsStep = ({ grants, onChange }: Props) => (
  <SpaceBetween size="l">
    <PermissionsOptions grants={grants} onChange={onChange} />
    <BoundaryChoice kind="user" chosen={grants.boundary} onChange={(boundary) => onChange({ ...grants, boundary })} />
  </SpaceBetween>
)
