import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Wizard from '@cloudscape-design/components/wizard'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { Failure } from '../../shared/failure.js'
import { useFlash } from '../parts/flash.js'
import { UNSAVED, useLeaveGuard } from '../parts/leave-guard.js'
import { passwordRules } from '../parts/password-rules.js'
import { type Tag, Tags } from '../parts/tag-editor.js'
import { texts as permissionTexts } from '../permissions/texts.js'
import { usePasswordPolicy } from '../queries/account.js'
import { useAction } from '../queries/use-action.js'
import { Granted, nameOf } from './granted.js'
import { NO_GRANTS } from './grants.js'
import { createUser, newPassword } from './new-user.js'
import { isChosen, NEW_PASSWORD, PasswordFields } from './password-choice.js'
import { PermissionsStep } from './permissions-step.js'
import { type Person, PersonChoice } from './person-choice.js'
import { RetrievePassword } from './retrieve-password.js'
import { texts } from './texts.js'

const NAME = /^[\w+=,.@-]{1,64}$/

/** The wizard of three steps, and the password's one look at the end. */
export default function CreateUser() {
  const policy = usePasswordPolicy()
  const [step, setStep] = useState(0)
  const [attempted, setAttempted] = useState(false)
  const [userName, setUserName] = useState('')
  const [withConsole, setWithConsole] = useState(false)
  const [person, setPerson] = useState<Person>('identity-center')
  const [choice, setChoice] = useState(NEW_PASSWORD)
  const [grants, setGrants] = useState(NO_GRANTS)
  const [tags, setTags] = useState<readonly Tag[]>([])
  const [password, setPassword] = useState<string>()
  const navigate = useNavigate()
  const flash = useFlash()
  const action = useAction()
  const guard = useLeaveGuard(userName !== '' && password === undefined ? UNSAVED : undefined)
  const nameOk = NAME.test(userName)
  const ready = nameOk && (!withConsole || (person === 'iam-user' && isChosen(choice)))

  if (password !== undefined) return <RetrievePassword userName={userName} password={password} />

  const goTo = (requested: number) => {
    const allowed = !ready ? 0 : grants.boundary === null ? 1 : 2
    setAttempted(requested > allowed)
    setStep(Math.min(requested, allowed))
  }
  const submit = async () => {
    const given = withConsole ? newPassword(choice, policy.data) : undefined
    const usersMayChange = policy.data?.AllowUsersToChangePassword ?? false
    const outcome = await action.run((iam) =>
      createUser(iam, { userName, password: given, mustReset: choice.mustReset, grants, tags, usersMayChange }),
    )
    if (!outcome.ok) return
    guard.release()
    flash.success(texts.created(userName))
    if (given === undefined) navigate(addresses.users.list)
    else setPassword(given)
  }
  return (
    <Wizard
      activeStepIndex={step}
      submitButtonText={texts.create}
      isLoadingNextStep={action.running}
      onCancel={() => navigate(addresses.users.list)}
      onNavigate={({ detail }) => goTo(detail.requestedStepIndex)}
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
                {withConsole ? <PersonChoice person={person} attempted={attempted} onChange={setPerson} /> : null}
                {withConsole && person === 'iam-user' ? (
                  <PasswordFields choice={choice} rules={passwordRules(policy.data ?? null)} onChange={setChoice} />
                ) : null}
              </SpaceBetween>
            </Container>
          ),
        },
        {
          title: texts.permissions,
          isOptional: true,
          content: <PermissionsStep grants={grants} onChange={setGrants} />,
          ...(attempted && grants.boundary === null ? { errorText: permissionTexts.boundaryChoice.user.missing } : {}),
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
                    { label: texts.summary, value: <Granted grants={grants} /> },
                    { label: texts.boundary, value: nameOf(grants.boundary ?? undefined) },
                  ]}
                />
              </Container>
              <Container header={<Header variant="h2">{texts.tagsOptional}</Header>}>
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
