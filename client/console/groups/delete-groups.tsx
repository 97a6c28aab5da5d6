import type { IAM } from '@aws-sdk/client-iam'
import { addresses } from '../../shared/addresses.js'
import { DeleteDialog } from '../parts/delete-dialog.js'
import { membersOf } from '../queries/groups.js'
import { removeAllPolicies } from '../queries/holder.js'
import { texts } from './texts.js'

/** What the API refuses while something is left (DeleteConflict), the console takes away first. */
async function deleteGroup(iam: IAM, GroupName: string): Promise<void> {
  for (const { UserName } of await membersOf(iam, GroupName)) await iam.removeUserFromGroup({ GroupName, UserName })
  await removeAllPolicies(iam, { kind: 'group', name: GroupName })
  await iam.deleteGroup({ GroupName })
}

export function DeleteGroupsDialog({ names, onClose }: { names: readonly string[]; onClose(): void }) {
  return (
    <DeleteDialog
      names={names}
      header={texts.deleteHeader(names)}
      text={texts.deleteText}
      submitText={texts.deleteSubmit(names.length)}
      typedLabel={texts.confirmDelete}
      success={texts.deleted(names)}
      remove={deleteGroup}
      listPath={addresses.groups.list}
      onClose={onClose}
    />
  )
}
