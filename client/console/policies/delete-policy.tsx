import type { IAM } from '@aws-sdk/client-iam'
import { addresses } from '../../shared/addresses.js'
import { DeleteDialog } from '../parts/delete-dialog.js'
import { listVersions } from '../queries/policies.js'
import { texts } from './texts.js'

/** Only the default version goes with the policy; the API refuses while there are others (DeleteConflict). */
async function deletePolicy(iam: IAM, arn: string): Promise<void> {
  for (const { VersionId, IsDefaultVersion } of await listVersions(iam, arn)) {
    if (!IsDefaultVersion) await iam.deletePolicyVersion({ PolicyArn: arn, VersionId })
  }
  await iam.deletePolicy({ PolicyArn: arn })
}

export function DeletePolicyDialog({ arn, name, onClose }: { arn: string; name: string; onClose(): void }) {
  return (
    <DeleteDialog
      names={[name]}
      header={texts.deleteHeader(name)}
      text={texts.deleteText}
      submitText={texts.deleteSubmit}
      typedLabel={texts.confirmDelete}
      success={texts.deleted(name)}
      remove={(iam) => deletePolicy(iam, arn)}
      listPath={addresses.policies.list}
      onClose={onClose}
    />
  )
}
