import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'

interface Props {
  fields: { label: string; value: string; onChange(value: string): void; autoComplete: string; error?: string }[]
}

export function PasswordFields({ fields }: Props) {
  return fields.map(({ label, value, onChange, autoComplete, error }) => (
    <FormField key={label} label={label} {...(error ? { errorText: error } : {})}>
      <Input type="password" value={value} autoComplete={autoComplete} onChange={({ detail }) => onChange(detail.value)} />
    </FormField>
  ))
}
