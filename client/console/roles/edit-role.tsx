import type { Role } from '@aws-sdk/client-iam'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

const HOURS = [1, 2, 4, 8, 12].map((hours) => ({ value: String(hours * 3600), label: texts.hours(hours * 3600) }))
const CUSTOM = { value: 'custom', label: texts.customDuration }
/** Source: IAM API Reference, "UpdateRole". */
const [LEAST, MOST] = [3600, 43_200]

export function EditRole({ role, onClose }: { role: Role; onClose(): void }) {
  const [description, setDescription] = useState(role.Description ?? '')
  const [seconds, setSeconds] = useState(String(role.MaxSessionDuration ?? LEAST))
  const [custom, setCustom] = useState(!HOURS.some(({ value }) => value === seconds))
  const action = useAction()
  const flash = useFlash()
  const valid = /^\d+$/.test(seconds) && Number(seconds) >= LEAST && Number(seconds) <= MOST
  const submit = async () => {
    const outcome = await action.run((iam) =>
      iam.updateRole({ RoleName: role.RoleName, Description: description, MaxSessionDuration: Number(seconds) }),
    )
    if (!outcome.ok) return
    flash.success(texts.saved)
    onClose()
  }
  return (
    <FormDialog
      header={texts.editHeader}
      submitText={texts.save}
      running={action.running}
      disabled={!valid}
      error={action.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <FormField label={texts.roleDescription}>
        <Textarea value={description} rows={2} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      <FormField label={texts.maximum}>
        <Select
          options={[...HOURS, CUSTOM]}
          selectedOption={custom ? CUSTOM : (HOURS.find(({ value }) => value === seconds) ?? null)}
          onChange={({ detail }) => {
            const { value = CUSTOM.value } = detail.selectedOption
            setCustom(value === CUSTOM.value)
            if (value !== CUSTOM.value) setSeconds(value)
          }}
        />
      </FormField>
      {custom ? (
        <FormField
          label={texts.customSeconds}
          constraintText={texts.customSecondsText}
          {...(valid ? {} : { errorText: texts.customSecondsText })}
        >
          <Input value={seconds} inputMode="numeric" onChange={({ detail }) => setSeconds(detail.value.trim())} />
        </FormField>
      ) : null}
    </FormDialog>
  )
}
