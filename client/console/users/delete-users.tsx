import type { IAM } from '@aws-sdk/client-iam'
import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { addresses } from '../../shared/addresses.js'
import { Failure } from '../../shared/failure.js'
import { isVirtual } from '../mfa/device-type.js'
import { DeleteDialog } from '../parts/delete-dialog.js'
import { accessKeysQuery } from '../queries/access-keys.js'
import { removeAllPolicies } from '../queries/holder.js'
import { orNone } from '../queries/or-none.js'
import { useAction } from '../queries/use-action.js'
import { useIamQueries } from '../queries/use-iam-query.js'
import { listGroupsOf } from '../queries/users.js'
import { texts } from './texts.js'

/** What the API refuses while something is left of a user (DeleteConflict), the console takes away first. */
async function deleteUser(iam: IAM, UserName: string): Promise<void> {
  for (const { GroupName } of await listGroupsOf(iam, UserName)) await iam.removeUserFromGroup({ UserName, GroupName })
  await orNone(iam.deleteLoginProfile({ UserName }))
  await removeAllPolicies(iam, { kind: 'user', name: UserName })
  await deleteCredentials(iam, UserName)
  await iam.deleteUser({ UserName })
}

/** Keys, MFA devices, certificates and what is for CodeCommit: few of each, by their quotas. */
async function deleteCredentials(iam: IAM, UserName: string): Promise<void> {
  for (const { AccessKeyId } of (await iam.listAccessKeys({ UserName })).AccessKeyMetadata ?? []) {
    await iam.deleteAccessKey({ UserName, AccessKeyId })
  }
  for (const { SerialNumber = '' } of (await iam.listMFADevices({ UserName })).MFADevices ?? []) {
    await iam.deactivateMFADevice({ UserName, SerialNumber })
    if (isVirtual(SerialNumber)) await iam.deleteVirtualMFADevice({ SerialNumber })
  }
  for (const { CertificateId } of (await iam.listSigningCertificates({ UserName })).Certificates ?? []) {
    await iam.deleteSigningCertificate({ UserName, CertificateId })
  }
  for (const { SSHPublicKeyId } of (await iam.listSSHPublicKeys({ UserName })).SSHPublicKeys ?? []) {
    await iam.deleteSSHPublicKey({ UserName, SSHPublicKeyId })
  }
  const { ServiceSpecificCredentials = [] } = await iam.listServiceSpecificCredentials({ UserName })
  for (const { ServiceSpecificCredentialId } of ServiceSpecificCredentials) {
    await iam.deleteServiceSpecificCredential({ UserName, ServiceSpecificCredentialId })
  }
}

export function DeleteUsersDialog({ names, onClose }: { names: readonly string[]; onClose(): void }) {
  const keys = useIamQueries(names.map((userName) => accessKeysQuery({ kind: 'user', userName })))
  const action = useAction()
  const active = keys.flatMap(({ data }) => data ?? []).filter(({ Status }) => Status === 'Active')
  const deactivate = () =>
    action.run(async (iam) => {
      for (const { UserName, AccessKeyId } of active) await iam.updateAccessKey({ UserName, AccessKeyId, Status: 'Inactive' })
    })
  return (
    <DeleteDialog
      names={names}
      header={texts.deleteHeader(names)}
      text={texts.deleteText}
      submitText={texts.deleteSubmit(names.length)}
      typedLabel={texts.confirmDelete}
      success={texts.deleted(names)}
      disabled={active.length > 0}
      remove={deleteUser}
      listPath={addresses.users.list}
      onClose={onClose}
    >
      {active.length > 0 ? (
        <Alert
          type="warning"
          action={
            <Button formAction="none" loading={action.running} onClick={() => void deactivate()}>
              {texts.deactivateKeys}
            </Button>
          }
        >
          {texts.activeKeys(active.map(({ UserName, AccessKeyId }) => `${AccessKeyId} (${UserName})`))}
        </Alert>
      ) : null}
      {action.error === undefined ? null : <Failure error={action.error} />}
    </DeleteDialog>
  )
}
