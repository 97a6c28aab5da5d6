import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { KeyPairNameField } from './key-pair-name-field.js'
import type { NewKeyPair } from './new-key-pair.js'
import { texts } from './texts.js'

interface Props {
  nameLabel: string
  value: NewKeyPair
  onChange(next: NewKeyPair): void
}

/** Name, type, and file format of a new key pair. */
export function KeyPairFields({ nameLabel, value, onChange }: Props) {
  const { name, type, format } = value
  return (
    <SpaceBetween size="l">
      <KeyPairNameField label={nameLabel} value={name} onChange={(next) => onChange({ ...value, name: next })} />
      <FormField label={texts.type}>
        <RadioGroup
          value={type}
          items={[
            { value: 'rsa', label: texts.types.rsa, description: texts.typeTexts.rsa },
            { value: 'ed25519', label: texts.types.ed25519, description: texts.typeTexts.ed25519 },
          ]}
          onChange={({ detail }) => onChange({ ...value, type: detail.value as NewKeyPair['type'] })}
        />
      </FormField>
      <FormField label={texts.format}>
        <RadioGroup
          value={format}
          items={[
            { value: 'pem', label: '.pem', description: texts.formatTexts.pem },
            { value: 'ppk', label: '.ppk', description: texts.formatTexts.ppk },
          ]}
          onChange={({ detail }) => onChange({ ...value, format: detail.value as NewKeyPair['format'] })}
        />
      </FormField>
    </SpaceBetween>
  )
}
