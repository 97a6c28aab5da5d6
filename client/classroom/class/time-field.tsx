import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { fromLocal, toLocal } from './local-time.js'

interface Props {
  label: string
  value: number | undefined
  onChange(value: number | undefined): void
}

/** A date and a time in the browser's own field, which may stay empty. */
export function TimeField({ label, value, onChange }: Props) {
  return (
    <FormField label={label}>
      <Input
        value={toLocal(value)}
        nativeInputAttributes={{ type: 'datetime-local' }}
        onChange={({ detail }) => onChange(fromLocal(detail.value))}
      />
    </FormField>
  )
}
