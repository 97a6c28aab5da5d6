import type { PasswordPolicy } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { InfoLink } from '../parts/info-link.js'
import { UNSAVED, useLeaveGuard } from '../parts/leave-guard.js'
import { Loaded } from '../parts/loaded.js'
import { usePasswordPolicy } from '../queries/account.js'
import { useAction } from '../queries/use-action.js'
import { formOf, limits, type NumberField, type PasswordPolicyForm, problemsOf, requestOf } from './password-policy-form.js'
import { PolicyMeter } from './policy-meter.js'
import { texts } from './texts.js'

export default function EditPasswordPolicy() {
  const policy = usePasswordPolicy()
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />}>
          {texts.editTitle}
        </Header>
      }
    >
      <Loaded query={policy}>{(present) => <Editor present={present} />}</Loaded>
    </ContentLayout>
  )
}

function Editor({ present }: { present: PasswordPolicy | null }) {
  const [form, setForm] = useState(() => formOf(present))
  const [touched, setTouched] = useState(false)
  const [confirming, setConfirming] = useState(false)
  const navigate = useNavigate()
  const flash = useFlash()
  const action = useAction()
  const guard = useLeaveGuard(touched ? UNSAVED : undefined)
  const problems = problemsOf(form)
  const change = (part: Partial<PasswordPolicyForm>) => {
    setForm({ ...form, ...part })
    setTouched(true)
  }
  const back = () => navigate(addresses.accountSettings.show)

  const save = async () => {
    const outcome = await action.run(async (iam) => {
      if (form.kind === 'custom') await iam.updateAccountPasswordPolicy(requestOf(form))
      else if (present !== null) await iam.deleteAccountPasswordPolicy({})
    })
    if (!outcome.ok) return
    guard.release()
    flash.success(texts.saved)
    back()
  }
  return (
    <Form
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" onClick={back}>
            {texts.cancel}
          </Button>
          <Button variant="primary" disabled={Object.keys(problems).length > 0} onClick={() => setConfirming(true)}>
            {texts.save}
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <Container>
          <SpaceBetween size="l">
            <RadioGroup
              ariaLabel={texts.policy}
              value={form.kind}
              onChange={({ detail }) => change({ kind: detail.value as PasswordPolicyForm['kind'] })}
              items={[
                { value: 'default', label: texts.default },
                { value: 'custom', label: texts.custom },
              ]}
            />
            {form.kind === 'custom' ? <CustomFields form={form} problems={problems} onChange={change} /> : null}
          </SpaceBetween>
        </Container>
        <PolicyMeter form={form} />
      </SpaceBetween>
      {confirming ? (
        <FormDialog
          header={form.kind === 'custom' ? texts.setCustom : texts.setDefault}
          submitText={form.kind === 'custom' ? texts.setCustom : texts.setDefault}
          running={action.running}
          error={action.error}
          onSubmit={save}
          onClose={() => setConfirming(false)}
        >
          {form.kind === 'custom' ? texts.confirmCustom : texts.confirmDefault}
        </FormDialog>
      ) : null}
    </Form>
  )
}

interface FieldsProps {
  form: PasswordPolicyForm
  problems: Partial<Record<NumberField, true>>
  onChange(part: Partial<PasswordPolicyForm>): void
}

type Switch = 'upper' | 'lower' | 'number' | 'symbol' | 'expires' | 'hardExpiry' | 'usersMayChange' | 'preventReuse'

function CustomFields({ form, problems, onChange }: FieldsProps) {
  const check = (name: Switch) => (
    <Checkbox key={name} checked={form[name]} onChange={({ detail }) => onChange({ [name]: detail.checked })}>
      {texts[name]}
    </Checkbox>
  )
  const numeric = (name: NumberField, label: string) => {
    const { min, max } = limits[name]
    const hint = texts.characters(min, max)
    return (
      <FormField label={label} constraintText={hint} {...(problems[name] ? { errorText: hint } : {})}>
        <Input
          type="number"
          inputMode="numeric"
          value={form[name]}
          onChange={({ detail }) => onChange({ [name]: detail.value })}
        />
      </FormField>
    )
  }
  return (
    <SpaceBetween size="m">
      {numeric('minimumLength', texts.minimumLength)}
      <FormField label={texts.strength}>{(['upper', 'lower', 'number', 'symbol'] as const).map(check)}</FormField>
      <FormField label={texts.other}>{check('expires')}</FormField>
      {form.expires ? numeric('maxAgeDays', texts.expireIn) : null}
      {form.expires ? check('hardExpiry') : null}
      {check('usersMayChange')}
      {check('preventReuse')}
      {form.preventReuse ? numeric('remember', texts.remember) : null}
    </SpaceBetween>
  )
}
