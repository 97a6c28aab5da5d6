import Box from '@cloudscape-design/components/box'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Wizard from '@cloudscape-design/components/wizard'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useFlash } from '../../shared/flash.js'
import { Failure } from '../parts/failure.js'
import { generatePassword, passwordRules } from '../parts/password-rules.js'
import { PickPolicies } from '../permissions/pick-policies.js'
import { usePasswordPolicy } from '../queries/account.js'
import { useAction } from '../queries/use-action.js'
import { createUser } from './new-user.js'
import { NEW_PASSWORD, PasswordFields } from './password-choice.js'
import { PickGroups } from './pick-groups.js'
import { RetrievePassword } from './retrieve-password.js'
import { texts } from './texts.js'

const NAME = /^[\w+=,.@-]{1,64}$/
const DEFAULT_LENGTH = 12

/** The wizard of three steps, and the password's one look at the end. */
export default function CreateUser() {
  const policy = usePasswordPolicy()
  const [step, setStep] = useState(0)
  const [attempted, setAttempted] = useState(false)
  const [userName, setUserName] = useState('')
  const [withConsole, setWithConsole] = useState(false)
  const [choice, setChoice] = useState(NEW_PASSWORD)
  const [groups, setGroups] = useState<readonly string[]>([])
  const [policies, setPolicies] = useState<readonly string[]>([])
  const [password, setPassword] = useState<string>()
  const navigate = useNavigate()
  const flash = useFlash()
  const action = useAction()
  const nameOk = NAME.test(userName)
  const ready = nameOk && (!withConsole || choice.kind === 'auto' || choice.custom !== '')

  if (password !== undefined) return <RetrievePassword userName={userName} password={password} />

  const submit = async () => {
    const minimum = Math.max(DEFAULT_LENGTH, policy.data?.MinimumPasswordLength ?? 0)
    const chosen = choice.kind === 'custom' ? choice.custom : generatePassword(minimum)
    const given = withConsole ? chosen : undefined
    const usersMayChange = policy.data?.AllowUsersToChangePassword ?? false
    const outcome = await action.run((iam) =>
      createUser(iam, { userName, password: given, mustReset: choice.mustReset, groups, policies, usersMayChange }),
    )
    if (!outcome.ok) return
    flash.success(texts.created(userName))
    if (given === undefined) navigate('/iam/users')
    else setPassword(given)
  }
  return (
    <Wizard
      activeStepIndex={step}
      submitButtonText={texts.create}
      isLoadingNextStep={action.running}
      onCancel={() => navigate('/iam/users')}
      onNavigate={({ detail }) => {
        setAttempted(true)
        if (detail.requestedStepIndex === 0 || ready) setStep(detail.requestedStepIndex)
      }}
      onSubmit={() => void submit()}
      steps={[
        {
          title: texts.details,
          content: (
            <Container>
              <SpaceBetween size="m">
                <FormField
                  label={texts.userName}
                  constraintText={texts.userNameHint}
                  {...(attempted && !nameOk ? { errorText: texts.userNameHint } : {})}
                >
                  <Input value={userName} autoComplete={false} onChange={({ detail }) => setUserName(detail.value)} />
                </FormField>
                <Checkbox checked={withConsole} onChange={({ detail }) => setWithConsole(detail.checked)}>
                  {texts.consoleAccess}
                </Checkbox>
                {withConsole ? (
                  <PasswordFields choice={choice} rules={passwordRules(policy.data ?? null)} onChange={setChoice} />
                ) : null}
              </SpaceBetween>
            </Container>
          ),
        },
        {
          title: texts.permissions,
          content: (
            <Container>
              <SpaceBetween size="l">
                <PickGroups chosen={groups} onChange={setGroups} />
                <PickPolicies chosen={policies} onChange={setPolicies} />
              </SpaceBetween>
            </Container>
          ),
        },
        {
          title: texts.review,
          content: (
            <SpaceBetween size="m">
              <Container>
                <KeyValuePairs
                  columns={2}
                  items={[
                    { label: texts.userName, value: userName },
                    { label: texts.access, value: withConsole ? texts.enabled : texts.disabled },
                    { label: texts.groups, value: groups.join(', ') || texts.none },
                    { label: texts.policies, value: <Names arns={policies} /> },
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

function Names({ arns }: { arns: readonly string[] }) {
  return <Box>{arns.map((arn) => arn.slice(arn.lastIndexOf('/') + 1)).join(', ') || texts.none}</Box>
}
