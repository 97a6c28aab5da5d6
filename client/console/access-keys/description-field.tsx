import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { descriptionProblem } from './description-tag.js'
import { texts } from './texts.js'

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
