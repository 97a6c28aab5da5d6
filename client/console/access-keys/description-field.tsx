import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { texts } from './texts.js'

/** What AWS's console takes as the description of an access key. */
const DESCRIPTION = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u

/** What is wrong with a description, or undefined. Empty is allowed: the description is optional. */
export function descriptionProblem(value: string): 'too-long' | 'characters' | undefined {
  if (value.length > 256) return 'too-long'
  return DESCRIPTION.test(value) ? undefined : 'characters'
}

export function DescriptionField({ value, onChange }: { value: string; onChange(value: string): void }) {
  const problem = descriptionProblem(value)
  return (
    <FormField
      label={texts.tagLabel}
      description={texts.tagText}
      constraintText={texts.tagRule}
      errorText={problem ? texts.tagProblems[problem] : ''}
    >
      <Input value={value} onChange={({ detail }) => onChange(detail.value)} />
    </FormField>
  )
}
