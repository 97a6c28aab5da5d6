import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { api } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useAllSessions, useSession } from '../../shared/session.js'
import { Copyable } from '../parts/copyable.js'
import { useFlash } from '../parts/flash.js'
import { passwordRules } from '../parts/password-rules.js'
import { PasswordFields } from './password-fields.js'
import { RootMfaCode } from './root-mfa-code.js'
import { texts } from './texts.js'

/** The account's password policy doesn't speak of root, whose rules are those of an account without one. */
const ROOT_RULES = passwordRules(null)

/** Root's own name, e-mail and password: no operation of IAM, so the sign-in API changes them. */
export function RootDetails() {
  const { accountName, email = '', accountId } = useSession()
  const [dialog, setDialog] = useState<'password' | 'details'>()
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      <LessonHotspot id="root-change-password">
        <Button onClick={() => setDialog('password')}>{texts.changePassword}</Button>
      </LessonHotspot>
      <Button onClick={() => setDialog('details')}>{texts.editDetails}</Button>
    </SpaceBetween>
  )
  return (
    <Container
      header={
        <Header variant="h2" actions={actions}>
          {texts.details}
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.accountName, value: accountName },
          { label: texts.email, value: email },
          { label: texts.accountId, value: <Copyable what={texts.accountId} text={accountId} /> },
        ]}
      />
      {dialog === 'password' ? <ChangeRootPassword onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'details' ? <EditDetails onClose={() => setDialog(undefined)} /> : null}
    </Container>
  )
}

/** Runs one change of the sign-in API; secrets stay in the dialog's state. */
function useChange(onDone: () => void) {
  const [state, setState] = useState<{ running: boolean; error?: unknown }>({ running: false })
  const run = (work: () => Promise<void>) => {
    setState({ running: true })
    work().then(onDone, (error: unknown) => setState({ running: false, error }))
  }
  return { ...state, run }
}

function ChangeRootPassword({ onClose }: { onClose(): void }) {
  const { id } = useSession()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [code, setCode] = useState('')
  const flash = useFlash()
  const { running, error, run } = useChange(onClose)
  const same = next === again
  const submit = () =>
    run(async () => {
      const body = { session: id, currentPassword: current, newPassword: next, mfaCode: code }
      const { passwordScore } = await api('POST /signin/root/password', { body })
      flash.success(texts.passwordChanged(passwordScore))
    })
  return (
    <FormDialog
      header={texts.changePassword}
      submitText={texts.save}
      running={running}
      disabled={!current || !next || !same}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      <PasswordFields
        fields={[
          { label: texts.currentPassword, value: current, onChange: setCurrent, autoComplete: 'current-password' },
          { label: texts.newPassword, value: next, onChange: setNext, autoComplete: 'new-password', rules: ROOT_RULES },
          {
            label: texts.confirmPassword,
            value: again,
            onChange: setAgain,
            autoComplete: 'new-password',
            ...(again && !same ? { error: texts.different } : {}),
          },
        ]}
      />
      <RootMfaCode value={code} onChange={setCode} />
    </FormDialog>
  )
}

function EditDetails({ onClose }: { onClose(): void }) {
  const session = useSession()
  const { reload } = useAllSessions()
  const [name, setName] = useState(session.accountName)
  const [email, setEmail] = useState(session.email ?? '')
  const [current, setCurrent] = useState('')
  const [code, setCode] = useState('')
  const flash = useFlash()
  const { running, error, run } = useChange(onClose)
  const submit = () =>
    run(async () => {
      const body = { session: session.id, currentPassword: current, mfaCode: code, email, accountName: name }
      await api('POST /signin/root/details', { body })
      await reload()
      flash.success(texts.detailsChanged)
    })
  return (
    <FormDialog
      header={texts.editDetails}
      submitText={texts.save}
      running={running}
      disabled={!current || !name || !email}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormField label={texts.accountName}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label={texts.email}>
        <Input value={email} type="email" onChange={({ detail }) => setEmail(detail.value)} />
      </FormField>
      <PasswordFields
        fields={[{ label: texts.currentPassword, value: current, onChange: setCurrent, autoComplete: 'current-password' }]}
      />
      <RootMfaCode value={code} onChange={setCode} />
    </FormDialog>
  )
}
