import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import Wizard from '@cloudscape-design/components/wizard'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { Failure } from '../../shared/failure.js'
import { useSession } from '../../shared/session.js'
import { useFlash } from '../parts/flash.js'
import { UNSAVED, useLeaveGuard } from '../parts/leave-guard.js'
import { type Tag, Tags } from '../parts/tag-editor.js'
import { PickBoundary } from '../permissions/boundary.js'
import { PickPolicies } from '../permissions/pick-policies.js'
import { problemOf } from '../policy-editor/problems.js'
import { useAction } from '../queries/use-action.js'
import { EntityStep } from './entity-step.js'
import { texts } from './texts.js'
import { NEW_ENTITY, trustPolicy } from './trusted-entity.js'

const NAME = /^[\w+=,.@-]{1,64}$/

/** AWS's three steps: trusted entity, permissions, name and review. */
export default function CreateRole() {
  const { accountId } = useSession()
  const [step, setStep] = useState(0)
  const [asked, setAsked] = useState(0)
  const [entity, setEntity] = useState(NEW_ENTITY)
  const [policies, setPolicies] = useState<readonly string[]>([])
  const [boundary, setBoundary] = useState<string>()
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [tags, setTags] = useState<readonly Tag[]>([])
  const action = useAction()
  const flash = useFlash()
  const navigate = useNavigate()
  const guard = useLeaveGuard(step > 0 ? UNSAVED : undefined)
  const trust = trustPolicy(entity, accountId)
  const problem = problemOf(trust, 'trust')
  const submit = async () => {
    if (!NAME.test(name)) return
    const outcome = await action.run(async (iam) => {
      await iam.createRole({
        RoleName: name,
        AssumeRolePolicyDocument: trust,
        ...(description === '' ? {} : { Description: description }),
        ...(boundary ? { PermissionsBoundary: boundary } : {}),
        ...(tags.length > 0 ? { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) } : {}),
      })
      for (const PolicyArn of policies) await iam.attachRolePolicy({ RoleName: name, PolicyArn })
    })
    if (!outcome.ok) return
    guard.release()
    flash.success(texts.created(name))
    navigate(addresses.roles.of(name))
  }
  return (
    <Wizard
      activeStepIndex={step}
      submitButtonText={texts.create}
      isLoadingNextStep={action.running}
      onCancel={() => navigate(addresses.roles.list)}
      onNavigate={({ detail }) => {
        if (detail.requestedStepIndex === 0 || problem === undefined) setStep(detail.requestedStepIndex)
        else setAsked((times) => times + 1)
      }}
      onSubmit={() => void submit()}
      steps={[
        {
          title: texts.selectEntity,
          content: <EntityStep entity={entity} asked={asked} onChange={setEntity} />,
          ...(problem && step === 0 ? { errorText: problem } : {}),
        },
        {
          title: texts.permissions,
          content: (
            <Container>
              <SpaceBetween size="l">
                <PickPolicies chosen={policies} onChange={setPolicies} />
                <PickBoundary chosen={boundary} onChange={setBoundary} />
              </SpaceBetween>
            </Container>
          ),
        },
        {
          title: texts.name,
          content: (
            <SpaceBetween size="l">
              <Container>
                <SpaceBetween size="m">
                  <FormField
                    label={texts.roleName}
                    constraintText={texts.roleNameHint}
                    {...(name !== '' && !NAME.test(name) ? { errorText: texts.roleNameHint } : {})}
                  >
                    <Input value={name} autoComplete={false} onChange={({ detail }) => setName(detail.value)} />
                  </FormField>
                  <FormField label={texts.roleDescription}>
                    <Textarea value={description} rows={2} onChange={({ detail }) => setDescription(detail.value)} />
                  </FormField>
                  <FormField label={texts.tags} stretch>
                    <Tags tags={tags} onChange={setTags} />
                  </FormField>
                </SpaceBetween>
              </Container>
              <Container>
                <KeyValuePairs
                  columns={2}
                  items={[
                    { label: texts.trustPolicy, value: <Box variant="pre">{trust}</Box> },
                    {
                      label: texts.policies,
                      value: policies.map((arn) => arn.slice(arn.lastIndexOf('/') + 1)).join(', ') || texts.none,
                    },
                  ]}
                />
              </Container>
              {action.error === undefined ? null : <Failure error={action.error} />}
            </SpaceBetween>
          ),
        },
      ]}
    />
  )
}
