import Alert from '@cloudscape-design/components/alert'
import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { texts } from './texts.js'

export type Person = 'identity-center' | 'iam-user'

interface Props {
  person: Person
  /** Somebody wanted to go on without an answer that leads on. */
  attempted: boolean
  onChange(person: Person): void
}

/** AWS's question before a console password. Its recommendation is chosen first, and leads out of IAM. */
export const PersonChoice = ({ person, attempted, onChange }: Props) => (
  <SpaceBetween size="s">
    <FormField label={texts.person} {...(attempted && person === 'identity-center' ? { errorText: texts.personError } : {})}>
      <RadioGroup
        value={person}
        onChange={({ detail }) => onChange(detail.value as Person)}
        items={[
          { value: 'identity-center', label: texts.identityCenter, description: texts.identityCenterText },
          { value: 'iam-user', label: texts.iamUser, description: texts.iamUserText },
        ]}
      />
    </FormField>
    {person === 'identity-center' ? <Alert type="info">{texts.noIdentityCenter}</Alert> : null}
  </SpaceBetween>
)
