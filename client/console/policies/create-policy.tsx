import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import Wizard from '@cloudscape-design/components/wizard'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { Failure } from '../../shared/failure.js'
import { useFlash } from '../parts/flash.js'
import { UNSAVED, useLeaveGuard } from '../parts/leave-guard.js'
import { type Tag, Tags } from '../parts/tag-editor.js'
import { PickPolicies } from '../permissions/pick-policies.js'
import { NEW_POLICY } from '../policy-editor/new-policy.js'
import { PolicyEditor } from '../policy-editor/policy-editor.js'
import { problemOf } from '../policy-editor/problems.js'
import { useAction } from '../queries/use-action.js'
import { PolicyDocument } from './policy-document.js'
import { texts } from './texts.js'

const NAME = /^[\w+=,.@-]{1,128}$/

/** AWS's two steps: the document, then name and description. */
export default function CreatePolicy() {
  const [step, setStep] = useState(0)
  const [asked, setAsked] = useState(0)
  const [text, setText] = useState(NEW_POLICY)
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [tags, setTags] = useState<readonly Tag[]>([])
  const action = useAction()
  const flash = useFlash()
  const navigate = useNavigate()
  const guard = useLeaveGuard(text === NEW_POLICY ? undefined : UNSAVED)
  const problem = problemOf(text, 'managed')
  const submit = async () => {
    if (!NAME.test(name)) return
    const outcome = await action.run((iam) =>
      iam.createPolicy({
        PolicyName: name,
        PolicyDocument: text,
        ...(description === '' ? {} : { Description: description }),
        ...(tags.length > 0 ? { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) } : {}),
      }),
    )
    if (!outcome.ok) return
    guard.release()
    flash.success(texts.created(name))
    navigate(addresses.policies.of(outcome.value.Policy?.Arn ?? ''))
  }
  return (
    <Wizard
      activeStepIndex={step}
      submitButtonText={texts.create}
      isLoadingNextStep={action.running}
      onCancel={() => navigate(addresses.policies.list)}
      onNavigate={({ detail }) => {
        if (detail.requestedStepIndex === 0 || problem === undefined) setStep(detail.requestedStepIndex)
        else setAsked((times) => times + 1)
      }}
      onSubmit={() => void submit()}
      steps={[
        {
          title: texts.specify,
          content: (
            <Container>
              <PolicyEditor kind="managed" picker={PickPolicies} text={text} asked={asked} onChange={setText} />
            </Container>
          ),
        },
        {
          title: texts.review,
          content: (
            <SpaceBetween size="l">
              <Container header={<Header variant="h2">{texts.details}</Header>}>
                <SpaceBetween size="m">
                  <FormField
                    label={texts.name}
                    {...(name !== '' && !NAME.test(name) ? { errorText: texts.nameHint } : { constraintText: texts.nameHint })}
                  >
                    <Input value={name} autoComplete={false} onChange={({ detail }) => setName(detail.value)} />
                  </FormField>
                  <FormField label={texts.policyDescription}>
                    <Textarea value={description} rows={2} onChange={({ detail }) => setDescription(detail.value)} />
                  </FormField>
                </SpaceBetween>
              </Container>
              <Container header={<Header variant="h2">{texts.document}</Header>}>
                <PolicyDocument document={text} />
              </Container>
              <Container
                header={
                  <Header variant="h2" description={texts.tagsText}>
                    {texts.tags}
                  </Header>
                }
              >
                <Tags tags={tags} onChange={setTags} />
              </Container>
              {action.error === undefined ? null : <Failure error={action.error} />}
            </SpaceBetween>
          ),
        },
      ]}
    />
  )
}
