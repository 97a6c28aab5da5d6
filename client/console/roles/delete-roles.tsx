import type { IAM } from '@aws-sdk/client-iam'
import { addresses } from '../../shared/addresses.js'
import { DeleteDialog } from '../parts/delete-dialog.js'
import { removeAllPolicies } from '../queries/holder.js'
import { allPages } from '../queries/pages.js'
import { texts } from './texts.js'

/** What the API refuses while something is left (DeleteConflict), the console takes away first. */
async function deleteRole(iam: IAM, RoleName: string): Promise<void> {
  const profiles = await allPages(
    (marker) => iam.listInstanceProfilesForRole({ ...marker, RoleName }),
    (page) => page.InstanceProfiles,
  )
  for (const { InstanceProfileName } of profiles) await iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName })
  await removeAllPolicies(iam, { kind: 'role', name: RoleName })
  await iam.deleteRole({ RoleName })
}

export function DeleteRolesDialog({ names, onClose }: { names: readonly string[]; onClose(): void }) {
  return (
    <DeleteDialog
      names={names}
      header={texts.deleteHeader(names)}
      text={texts.deleteText}
      success={texts.deleted(names)}
      remove={deleteRole}
      listPath={addresses.roles.list}
      onClose={onClose}
    />
  )
}
