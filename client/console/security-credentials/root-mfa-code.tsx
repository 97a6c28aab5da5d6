import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useMfaDevices } from '../queries/mfa-devices.js'
import { useOwnCredentials } from '../queries/owner.js'
import { texts } from './texts.js'

/** Asked for where root has MFA, or may have it. */
export function RootMfaCode({ value, onChange }: { value: string; onChange(value: string): void }) {
  const devices = useMfaDevices(useOwnCredentials())
  if (devices.isPending || devices.data?.length === 0) return null
  return (
    <FormField label={texts.mfaCode}>
      <Input value={value} autoComplete="one-time-code" inputMode="numeric" onChange={({ detail }) => onChange(detail.value)} />
    </FormField>
  )
}
