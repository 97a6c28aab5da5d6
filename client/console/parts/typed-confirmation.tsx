import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { texts } from './texts.js'

interface Props {
  expected: string
  label?: string
  value: string
  disabled?: boolean
  onChange(value: string): void
}

/** The ritual before something is gone for good: the learner types its name. */
export function TypedConfirmation({
  expected,
  label = texts.toConfirmType(expected),
  value,
  disabled = false,
  onChange,
}: Props) {
  return (
    <FormField label={label} stretch>
      <Input
        value={value}
        placeholder={expected}
        disabled={disabled}
        autoComplete={false}
        spellcheck={false}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  )
}
