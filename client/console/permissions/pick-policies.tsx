import FormField from '@cloudscape-design/components/form-field'
import Multiselect from '@cloudscape-design/components/multiselect'
import { useState } from 'react'
import { Failure } from '../../shared/failure.js'
import { useManagedPolicies } from '../queries/policies.js'
import { texts } from './texts.js'

interface Props {
  chosen: readonly string[]
  onChange(chosen: readonly string[]): void
}

/** Managed policies, AWS's and the account's own, by ARN. */
export function PickPolicies({ chosen, onChange }: Props) {
  const policies = useManagedPolicies()
  const [sought, setSought] = useState('')
  const options = (policies.data ?? []).map(({ Arn = '', PolicyName = '' }) => ({
    value: Arn,
    label: PolicyName,
    description: Arn,
  }))
  if (policies.error) return <Failure error={policies.error} />
  return (
    <FormField label={texts.policies} stretch>
      <Multiselect
        options={bestFirst(options, sought)}
        selectedOptions={options.filter(({ value }) => chosen.includes(value))}
        onChange={({ detail }) => onChange(detail.selectedOptions.map(({ value = '' }) => value))}
        filteringType="manual"
        virtualScroll
        onLoadItems={({ detail }) => setSought(detail.filteringText)}
        empty={texts.noPolicy}
        placeholder={texts.choosePolicies}
        statusType={policies.isPending ? 'loading' : 'finished'}
      />
    </FormField>
  )
}

interface Option {
  value: string
  label: string
}

/** What is called so, then what begins so, then what has it somewhere; else in the list's own order. */
function bestFirst<T extends Option>(options: readonly T[], text: string): T[] {
  const sought = text.trim().toLowerCase()
  const rank = ({ label, value }: T): number => {
    const name = label.toLowerCase()
    if (name === sought) return 0
    if (name.startsWith(sought)) return 1
    return name.includes(sought) || value.toLowerCase().includes(sought) ? 2 : NONE
  }
  return options.filter((option) => rank(option) < NONE).sort((one, other) => rank(one) - rank(other))
}

const NONE = 3
