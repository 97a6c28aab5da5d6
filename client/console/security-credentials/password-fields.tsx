import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'

interface Props {
  fields: {
    label: string
    value: string
    onChange(value: string): void
    autoComplete: string
    rules?: readonly string[]
    error?: string
  }[]
}

export const PasswordFields = ({ fields }: Props) => (
  <SpaceBetween size="m">
    {fields.map(({ label, value, onChange, autoComplete, rules, error }) => (
      <FormField
        key={label}
        label={label}
        {...(rules?.length ? { constraintText: `${rules.join('. ')}.` } : {})}
        {...(error ? { errorText: error } : {})}
      >
        <Input type="password" value={value} autoComplete={autoComplete} onChange={({ detail }) => onChange(detail.value)} />
      </FormField>
    ))}
  </SpaceBetween>
)
