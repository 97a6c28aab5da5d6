import Alert from '@cloudscape-design/components/alert'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { texts } from './texts.js'
import { useCases } from './use-cases.js'

interface Props {
  useCase: string | null
  understood: boolean
  attempted: boolean
  onUseCase(value: string): void
  onUnderstood(value: boolean): void
}

export const mayProceed = (useCase: string | null, understood: boolean): boolean =>
  useCase !== null && (understood || !useCases.find((one) => one.value === useCase)?.alternatives)

export function PracticesStep({ useCase, understood, attempted, onUseCase, onUnderstood }: Props) {
  const chosen = useCases.find((one) => one.value === useCase)
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.useCase}</Header>}>
        <FormField errorText={attempted && !chosen ? texts.chooseUseCase : ''} stretch>
          <RadioGroup
            value={useCase}
            ariaLabel={texts.useCase}
            items={useCases.map(({ value, label, description }) => ({ value, label, description }))}
            onChange={({ detail }) => onUseCase(detail.value)}
          />
        </FormField>
      </Container>
      {chosen?.alternatives ? (
        <>
          <Alert type="warning" header={texts.alternatives}>
            <ul>
              {chosen.alternatives.map((alternative) => (
                <li key={alternative}>{alternative}</li>
              ))}
            </ul>
          </Alert>
          <FormField errorText={attempted && !understood ? texts.tickFirst : ''} stretch>
            <Checkbox checked={understood} onChange={({ detail }) => onUnderstood(detail.checked)}>
              {texts.understand}
            </Checkbox>
          </FormField>
        </>
      ) : null}
      {chosen && !chosen.alternatives ? <Alert type="info">{texts.otherText}</Alert> : null}
    </SpaceBetween>
  )
}
