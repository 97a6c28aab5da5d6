import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { Loaded } from '../parts/loaded.js'
import { NEW_POLICY } from '../policy-editor/new-policy.js'
import { PolicyEditor } from '../policy-editor/policy-editor.js'
import { pretty, problemOf } from '../policy-editor/problems.js'
import { callsOf, type Holder, inlinePolicyQuery } from '../queries/holder.js'
import { useAction } from '../queries/use-action.js'
import { useIamQuery } from '../queries/use-iam-query.js'
import { PickPolicies } from './pick-policies.js'
import { texts } from './texts.js'

/** A new inline policy, or one that is there. */
export function InlinePolicyDialog(props: { holder: Holder; policyName: string | undefined; onClose(): void }) {
  const { holder, policyName } = props
  const query = useIamQuery({ ...inlinePolicyQuery(holder, policyName ?? ''), enabled: policyName !== undefined })
  if (policyName === undefined) return <Editor {...props} document={NEW_POLICY} />
  return <Loaded query={query}>{(document) => <Editor {...props} document={pretty(document)} />}</Loaded>
}

interface Props {
  holder: Holder
  policyName: string | undefined
  document: string
  onClose(): void
}

function Editor({ holder, policyName, document, onClose }: Props) {
  const [name, setName] = useState(policyName ?? '')
  const [text, setText] = useState(document)
  const action = useAction()
  const flash = useFlash()
  const submit = async () => {
    const outcome = await action.run((iam) => callsOf(holder).put(iam, holder.name, name, text))
    if (!outcome.ok) return
    flash.success(texts.attached)
    onClose()
  }
  return (
    <FormDialog
      size="max"
      header={policyName === undefined ? texts.createInline : texts.inlineHeader(policyName)}
      submitText={texts.save}
      running={action.running}
      disabled={name === '' || problemOf(text, 'identity') !== undefined}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {policyName === undefined ? (
        <FormField label={texts.policyName}>
          <Input value={name} autoComplete={false} onChange={({ detail }) => setName(detail.value)} />
        </FormField>
      ) : null}
      <PolicyEditor kind="identity" picker={PickPolicies} text={text} onChange={setText} />
    </FormDialog>
  )
}
