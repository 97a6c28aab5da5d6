import type { IAM } from '@aws-sdk/client-iam'
import Box from '@cloudscape-design/components/box'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useFlash } from '../parts/flash.js'
import { FormDialog } from '../parts/form-dialog.js'
import { TypedConfirmation } from '../parts/typed-confirmation.js'
import { removeAllPolicies } from '../permissions/holder.js'
import { allPages } from '../queries/pages.js'
import { useAction } from '../queries/use-action.js'
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

export function DeleteRoleDialog({ roleName, onClose }: { roleName: string; onClose(): void }) {
  const [typed, setTyped] = useState('')
  const action = useAction()
  const flash = useFlash()
  const navigate = useNavigate()
  const submit = async () => {
    const outcome = await action.run((iam) => deleteRole(iam, roleName))
    if (!outcome.ok) return
    flash.success(texts.deleted(roleName))
    onClose()
    navigate('/iam/roles')
  }
  return (
    <FormDialog
      header={texts.deleteHeader(roleName)}
      submitText={texts.delete}
      running={action.running}
      disabled={typed !== roleName}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Box>{texts.deleteText}</Box>
      <TypedConfirmation expected={roleName} value={typed} onChange={setTyped} />
    </FormDialog>
  )
}
