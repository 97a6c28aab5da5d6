import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { texts } from './texts.js'

/** A code of an authenticator app. */
export function CodeField({ value, onChange }: { value: string; onChange(code: string): void }) {
  return (
    <FormField label={texts.code}>
      <Input value={value} inputMode="numeric" autoComplete="one-time-code" onChange={({ detail }) => onChange(detail.value)} />
    </FormField>
  )
}
