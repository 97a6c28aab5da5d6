import FormField from '@cloudscape-design/components/form-field'
import Multiselect from '@cloudscape-design/components/multiselect'
import { Failure } from '../parts/failure.js'
import { useManagedPolicies } from '../queries/policies.js'
import { texts } from './texts.js'

interface Props {
  chosen: readonly string[]
  onChange(chosen: readonly string[]): void
}

/** Managed policies, AWS's and the account's own, by ARN. */
export function PickPolicies({ chosen, onChange }: Props) {
  const policies = useManagedPolicies()
  const options = (policies.data ?? []).map(({ Arn = '', PolicyName = '' }) => ({
    value: Arn,
    label: PolicyName,
    description: Arn,
  }))
  if (policies.error) return <Failure error={policies.error} />
  return (
    <FormField label={texts.policies} stretch>
      <Multiselect
        options={options}
        selectedOptions={options.filter(({ value }) => chosen.includes(value))}
        onChange={({ detail }) => onChange(detail.selectedOptions.map(({ value = '' }) => value))}
        filteringType="auto"
        placeholder={texts.choosePolicies}
        statusType={policies.isPending ? 'loading' : 'finished'}
      />
    </FormField>
  )
}
