import type { IAM } from '@aws-sdk/client-iam'
import Box from '@cloudscape-design/components/box'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useFlash } from '../parts/flash.js'
import { FormDialog } from '../parts/form-dialog.js'
import { TypedConfirmation } from '../parts/typed-confirmation.js'
import { removeAllPolicies } from '../permissions/holder.js'
import { membersOf } from '../queries/groups.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

/** What the API refuses while something is left (DeleteConflict), the console takes away first. */
async function deleteGroup(iam: IAM, GroupName: string): Promise<void> {
  for (const { UserName } of await membersOf(iam, GroupName)) await iam.removeUserFromGroup({ GroupName, UserName })
  await removeAllPolicies(iam, { kind: 'group', name: GroupName })
  await iam.deleteGroup({ GroupName })
}

export function DeleteGroupsDialog({ names, onClose }: { names: readonly string[]; onClose(): void }) {
  const [typed, setTyped] = useState('')
  const action = useAction()
  const flash = useFlash()
  const navigate = useNavigate()
  const expected = names.length === 1 ? (names[0] ?? '') : 'delete'
  const submit = async () => {
    const outcome = await action.run(async (iam) => {
      for (const name of names) await deleteGroup(iam, name)
    })
    if (!outcome.ok) return
    flash.success(texts.deleted(names))
    onClose()
    navigate('/iam/groups')
  }
  return (
    <FormDialog
      header={texts.deleteHeader(names)}
      submitText={texts.delete}
      running={action.running}
      disabled={typed !== expected}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Box>{texts.deleteText}</Box>
      <TypedConfirmation expected={expected} value={typed} onChange={setTyped} />
    </FormDialog>
  )
}
