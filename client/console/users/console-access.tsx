import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { useSession } from '../../shared/session.js'
import { Copyable } from '../parts/copyable.js'
import { useFlash } from '../parts/flash.js'
import { FormDialog } from '../parts/form-dialog.js'
import { Loaded } from '../parts/loaded.js'
import { generatePassword, passwordRules } from '../parts/password-rules.js'
import { SecretText } from '../parts/secret-text.js'
import { signInUrl } from '../parts/sign-in-url.js'
import { usePasswordPolicy } from '../queries/account.js'
import { useAction } from '../queries/use-action.js'
import { useLoginProfile } from '../queries/users.js'
import { CHANGE_PASSWORD } from './new-user.js'
import { NEW_PASSWORD, PasswordFields } from './password-choice.js'
import { texts } from './texts.js'

const DEFAULT_LENGTH = 12

/** A user's console password: given, reset, taken away. */
export function ConsoleAccess({ userName }: { userName: string }) {
  const profile = useLoginProfile(userName)
  const { accountId, accountAlias } = useSession()
  const [open, setOpen] = useState(false)
  const action = useAction()
  const flash = useFlash()
  const disable = async () => {
    const outcome = await action.run((iam) => iam.deleteLoginProfile({ UserName: userName }))
    if (!outcome.ok) flash.error(texts.disable, outcome.error)
  }
  return (
    <Loaded query={profile}>
      {(present) => (
        <Container
          header={
            <Header
              variant="h2"
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  {present === null ? null : <Button onClick={() => void disable()}>{texts.disable}</Button>}
                  <LessonHotspot id="console-access">
                    <Button onClick={() => setOpen(true)}>{present === null ? texts.enable : texts.manage}</Button>
                  </LessonHotspot>
                </SpaceBetween>
              }
            >
              {texts.consoleSignIn}
            </Header>
          }
        >
          <KeyValuePairs
            columns={2}
            items={[
              {
                label: texts.signInUrl,
                value: <Copyable what={texts.signInUrl} text={signInUrl(location.origin, accountAlias ?? accountId)} />,
              },
              { label: texts.access, value: present === null ? texts.disabled : texts.enabled },
            ]}
          />
          {open ? <SetPassword userName={userName} exists={present !== null} onClose={() => setOpen(false)} /> : null}
        </Container>
      )}
    </Loaded>
  )
}

function SetPassword({ userName, exists, onClose }: { userName: string; exists: boolean; onClose(): void }) {
  const policy = usePasswordPolicy()
  const flash = useFlash()
  const [first] = useState(!exists)
  const [choice, setChoice] = useState(NEW_PASSWORD)
  const [password, setPassword] = useState<string>()
  const action = useAction()
  const submit = async () => {
    if (password !== undefined) {
      onClose()
      return
    }
    const minimum = Math.max(DEFAULT_LENGTH, policy.data?.MinimumPasswordLength ?? 0)
    const chosen = choice.kind === 'custom' ? choice.custom : generatePassword(minimum)
    const input = { UserName: userName, Password: chosen, PasswordResetRequired: choice.mustReset }
    const outcome = await action.run<unknown>((iam) => (exists ? iam.updateLoginProfile(input) : iam.createLoginProfile(input)))
    if (!outcome.ok) return
    setPassword(chosen)
    if (!choice.mustReset || policy.data?.AllowUsersToChangePassword) return
    const attached = await action.run((iam) => iam.attachUserPolicy({ UserName: userName, PolicyArn: CHANGE_PASSWORD }))
    if (!attached.ok) flash.error(texts.resetNote, attached.error)
  }
  return (
    <FormDialog
      header={first ? texts.enable : texts.resetPassword}
      closeOnly={password !== undefined}
      submitText={password === undefined ? texts.confirm : 'Close'}
      running={action.running}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {password === undefined ? (
        <PasswordFields choice={choice} rules={passwordRules(policy.data ?? null)} onChange={setChoice} />
      ) : (
        <KeyValuePairs
          items={[
            { label: texts.oneTime, value: <SecretText what={texts.password} secret={password} onTaken={() => undefined} /> },
          ]}
        />
      )}
    </FormDialog>
  )
}
