import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { isKeyPairName } from './key-pair-name.js'
import { texts } from './texts.js'

interface Props {
  /** As the page or the launch form calls it. */
  label: string
  value: string
  onChange(name: string): void
}

export const KeyPairNameField = ({ label, value, onChange }: Props) => (
  <FormField
    label={label}
    constraintText={texts.nameHint}
    errorText={value === '' || isKeyPairName(value) ? '' : texts.nameWrong}
  >
    <Input
      value={value}
      placeholder={texts.namePlaceholder}
      autoComplete={false}
      spellcheck={false}
      onChange={({ detail }) => onChange(detail.value)}
    />
  </FormField>
)
