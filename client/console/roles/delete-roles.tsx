import type { IAM } from '@aws-sdk/client-iam'
import { addresses } from '../../shared/addresses.js'
import { DeleteDialog } from '../parts/delete-dialog.js'
import { removeAllPolicies } from '../queries/holder.js'
import { profilesOf } from '../queries/instance-profiles.js'
import { texts } from './texts.js'

/**
 * What the API refuses while something is left (DeleteConflict), the console takes away first. It deletes the instance
 * profile that has the role's name, which is the one that it made.
 * Source: IAM User Guide, "Use instance profiles", "Managing instance profiles (console)".
 */
async function deleteRole(iam: IAM, RoleName: string): Promise<void> {
  for (const { InstanceProfileName } of await profilesOf(iam, RoleName)) {
    await iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName })
    if (InstanceProfileName === RoleName) await iam.deleteInstanceProfile({ InstanceProfileName })
  }
  await removeAllPolicies(iam, { kind: 'role', name: RoleName })
  await iam.deleteRole({ RoleName })
}

export function DeleteRolesDialog({ names, onClose }: { names: readonly string[]; onClose(): void }) {
  return (
    <DeleteDialog
      names={names}
      header={texts.deleteHeader(names)}
      text={texts.deleteText}
      submitText={texts.deleteSubmit(names.length)}
      typedLabel={texts.confirmDelete}
      success={texts.deleted(names)}
      remove={deleteRole}
      listPath={addresses.roles.list}
      onClose={onClose}
    />
  )
}
