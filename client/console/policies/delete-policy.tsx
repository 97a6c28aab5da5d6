import Box from '@cloudscape-design/components/box'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useFlash } from '../parts/flash.js'
import { FormDialog } from '../parts/form-dialog.js'
import { TypedConfirmation } from '../parts/typed-confirmation.js'
import { listVersions } from '../queries/policies.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

export function DeletePolicyDialog({ arn, name, onClose }: { arn: string; name: string; onClose(): void }) {
  const [typed, setTyped] = useState('')
  const action = useAction()
  const flash = useFlash()
  const navigate = useNavigate()
  const submit = async () => {
    const outcome = await action.run(async (iam) => {
      for (const { VersionId, IsDefaultVersion } of await listVersions(iam, arn)) {
        if (!IsDefaultVersion) await iam.deletePolicyVersion({ PolicyArn: arn, VersionId })
      }
      await iam.deletePolicy({ PolicyArn: arn })
    })
    if (!outcome.ok) return
    flash.success(texts.deleted(name))
    onClose()
    navigate('/iam/policies')
  }
  return (
    <FormDialog
      header={texts.deleteHeader(name)}
      submitText={texts.delete}
      running={action.running}
      disabled={typed !== name}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Box>{texts.deleteText}</Box>
      <TypedConfirmation expected={name} value={typed} onChange={setTyped} />
    </FormDialog>
  )
}
