import Alert from '@cloudscape-design/components/alert'
import Checkbox from '@cloudscape-design/components/checkbox'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { PickPolicies } from '../permissions/pick-policies.js'
import { PolicyEditor } from '../policy-editor/policy-editor.js'
import { problemOf } from '../policy-editor/problems.js'
import { usePolicyVersions } from '../queries/policies.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

const MAX_VERSIONS = 5

/** Saving makes a new version. */
export function EditPolicyDialog({ arn, before, onClose }: { arn: string; before: string; onClose(): void }) {
  const [text, setText] = useState(before)
  const [asDefault, setAsDefault] = useState(true)
  const versions = usePolicyVersions(arn)
  const action = useAction()
  const flash = useFlash()
  const full = (versions.data?.length ?? 0) >= MAX_VERSIONS
  const submit = async () => {
    const outcome = await action.run((iam) =>
      iam.createPolicyVersion({ PolicyArn: arn, PolicyDocument: text, SetAsDefault: asDefault }),
    )
    if (!outcome.ok) return
    flash.success(texts.saved)
    onClose()
  }
  return (
    <FormDialog
      size="max"
      header={texts.editHeader}
      submitText={texts.save}
      running={action.running}
      disabled={full || text === before || problemOf(text, 'managed') !== undefined}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {full ? <Alert type="warning">{texts.versionsFull}</Alert> : null}
      <PolicyEditor kind="managed" picker={PickPolicies} text={text} onChange={setText} />
      <Checkbox checked={asDefault} onChange={({ detail }) => setAsDefault(detail.checked)}>
        {texts.setDefault}
      </Checkbox>
    </FormDialog>
  )
}
