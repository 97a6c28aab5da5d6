import Alert from '@cloudscape-design/components/alert'
import Checkbox from '@cloudscape-design/components/checkbox'
import { useState } from 'react'
import { TaskDialog } from '../parts/task-dialog.js'
import { PickPolicies } from '../permissions/pick-policies.js'
import { PolicyEditor } from '../policy-editor/policy-editor.js'
import { problemOf } from '../policy-editor/problems.js'
import { usePolicyVersions } from '../queries/policies.js'
import { texts } from './texts.js'

const MAX_VERSIONS = 5

/** Saving makes a new version. */
export function EditPolicyDialog({ arn, before, onClose }: { arn: string; before: string; onClose(): void }) {
  const [text, setText] = useState(before)
  const [asDefault, setAsDefault] = useState(true)
  const versions = usePolicyVersions(arn)
  const full = (versions.data?.length ?? 0) >= MAX_VERSIONS
  return (
    <TaskDialog
      size="max"
      header={texts.editHeader}
      submitText={texts.save}
      disabled={full || text === before || problemOf(text, 'managed') !== undefined}
      success={texts.saved}
      run={(iam) => iam.createPolicyVersion({ PolicyArn: arn, PolicyDocument: text, SetAsDefault: asDefault })}
      onClose={onClose}
    >
      {full ? <Alert type="warning">{texts.versionsFull}</Alert> : null}
      <PolicyEditor kind="managed" picker={PickPolicies} text={text} onChange={setText} />
      <Checkbox checked={asDefault} onChange={({ detail }) => setAsDefault(detail.checked)}>
        {texts.setDefault}
      </Checkbox>
    </TaskDialog>
  )
}
