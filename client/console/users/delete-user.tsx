import type { IAM } from '@aws-sdk/client-iam'
import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { isVirtual } from '../mfa/codes.js'
import { useFlash } from '../parts/flash.js'
import { FormDialog } from '../parts/form-dialog.js'
import { TypedConfirmation } from '../parts/typed-confirmation.js'
import { useAccessKeys } from '../queries/access-keys.js'
import { orNone } from '../queries/errors.js'
import { useAction } from '../queries/use-action.js'
import { listAttachedTo, listGroupsOf, listInlineOf } from '../queries/users.js'
import { texts } from './texts.js'

/** What the API refuses while something is left of a user (DeleteConflict), the console takes away first. */
async function deleteUser(iam: IAM, UserName: string): Promise<void> {
  for (const { GroupName } of await listGroupsOf(iam, UserName)) await iam.removeUserFromGroup({ UserName, GroupName })
  await orNone(iam.deleteLoginProfile({ UserName }))
  for (const { PolicyArn } of await listAttachedTo(iam, UserName)) await iam.detachUserPolicy({ UserName, PolicyArn })
  for (const PolicyName of await listInlineOf(iam, UserName)) await iam.deleteUserPolicy({ UserName, PolicyName })
  for (const { AccessKeyId } of (await iam.listAccessKeys({ UserName })).AccessKeyMetadata ?? []) {
    await iam.deleteAccessKey({ UserName, AccessKeyId })
  }
  for (const { SerialNumber = '' } of (await iam.listMFADevices({ UserName })).MFADevices ?? []) {
    await iam.deactivateMFADevice({ UserName, SerialNumber })
    if (isVirtual(SerialNumber)) await iam.deleteVirtualMFADevice({ SerialNumber })
  }
  await iam.deleteUser({ UserName })
}

export function DeleteUserDialog({ userName, onClose }: { userName: string; onClose(): void }) {
  const [typed, setTyped] = useState('')
  const keys = useAccessKeys({ kind: 'user', userName })
  const action = useAction()
  const flash = useFlash()
  const navigate = useNavigate()
  const active = keys.data?.some(({ Status }) => Status === 'Active') ?? false
  const deactivate = () =>
    action.run(async (iam) => {
      for (const { AccessKeyId, Status } of keys.data ?? []) {
        if (Status === 'Active') await iam.updateAccessKey({ UserName: userName, AccessKeyId, Status: 'Inactive' })
      }
    })
  const submit = async () => {
    const outcome = await action.run((iam) => deleteUser(iam, userName))
    if (!outcome.ok) return
    flash.success(texts.deleted(userName))
    onClose()
    navigate('/iam/users')
  }
  return (
    <FormDialog
      header={texts.deleteHeader(userName)}
      submitText={texts.delete}
      running={action.running}
      disabled={active || typed !== userName}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Box>{texts.deleteText}</Box>
      {active ? (
        <Alert
          type="warning"
          action={
            <Button formAction="none" loading={action.running} onClick={() => void deactivate()}>
              {texts.deactivateKeys}
            </Button>
          }
        >
          {texts.activeKeys}
        </Alert>
      ) : null}
      <TypedConfirmation expected={userName} value={typed} disabled={active} onChange={setTyped} />
    </FormDialog>
  )
}
