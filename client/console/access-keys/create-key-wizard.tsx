import Container from '@cloudscape-design/components/container'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Wizard from '@cloudscape-design/components/wizard'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Failure } from '../../shared/failure.js'
import type { CredentialOwner } from '../queries/owner.js'
import { useAction } from '../queries/use-action.js'
import { type CreatedKey, createKey } from './create-key.js'
import { DescriptionField, descriptionProblem } from './description-field.js'
import { mayProceed, PracticesStep } from './practices-step.js'
import { RetrieveKey } from './retrieve-key.js'
import { texts } from './texts.js'

interface Props {
  owner: CredentialOwner
  /** Where the wizard was opened from and where it returns to. */
  backTo: string
}

/** The wizard for a user's key. The secret is in this component's state and goes with it. */
export function CreateKeyWizard({ owner, backTo }: Props) {
  const [created, setCreated] = useState<CreatedKey>()
  const [step, setStep] = useState(0)
  const [attempted, setAttempted] = useState(false)
  const [useCase, setUseCase] = useState<string | null>(null)
  const [understood, setUnderstood] = useState(false)
  const [description, setDescription] = useState('')
  const navigate = useNavigate()
  const action = useAction()
  if (created) return <RetrieveKey owner={owner} created={created} backTo={backTo} />

  function goTo(next: number) {
    setAttempted(true)
    if (next === 0 || mayProceed(useCase, understood)) setStep(next)
  }

  async function submit() {
    if (descriptionProblem(description)) return
    const outcome = await action.run((iam) => createKey(iam, owner, description))
    if (outcome.ok) setCreated(outcome.value)
  }

  return (
    <Wizard
      activeStepIndex={step}
      submitButtonText={texts.create}
      isLoadingNextStep={action.running}
      onNavigate={({ detail }) => goTo(detail.requestedStepIndex)}
      onCancel={() => navigate(backTo)}
      onSubmit={submit}
      steps={[
        {
          title: texts.practicesStep,
          description: texts.practicesText,
          content: (
            <PracticesStep
              useCase={useCase}
              understood={understood}
              attempted={attempted}
              onUseCase={setUseCase}
              onUnderstood={setUnderstood}
            />
          ),
        },
        {
          title: texts.tagStep,
          isOptional: true,
          content: (
            <SpaceBetween size="l">
              <Container>
                <DescriptionField value={description} onChange={setDescription} />
              </Container>
              {action.error === undefined ? null : <Failure error={action.error} />}
            </SpaceBetween>
          ),
        },
      ]}
    />
  )
}
