import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { dateTime } from '../../shared/locale.js'
import { useSession } from '../../shared/session.js'
import { useAccountNow } from '../parts/account-now.js'
import { ago } from '../parts/ages.js'
import { Asked } from '../parts/asked.js'
import { Copyable } from '../parts/copyable.js'
import { useFlash } from '../parts/flash.js'
import { passwordRules } from '../parts/password-rules.js'
import { usePasswordPolicy } from '../queries/account.js'
import { passwordSetAt, usePasswordChanges } from '../queries/password-changes.js'
import { useAction } from '../queries/use-action.js'
import { useLoginProfile } from '../queries/users.js'
import { PasswordFields } from './password-fields.js'
import { texts } from './texts.js'

/** A user's own password. */
export function ConsoleSignIn() {
  const { userName = '', arn } = useSession()
  const [open, setOpen] = useState(false)
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={texts.consoleText}
          actions={<Button onClick={() => setOpen(true)}>{texts.update}</Button>}
        >
          {texts.consoleSignIn}
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.user, value: userName },
          { label: texts.arn, value: <Copyable what={texts.arn} text={arn} /> },
          { label: texts.password, value: <PasswordSet userName={userName} /> },
        ]}
      />
      {open ? <ChangeOwnPassword onClose={() => setOpen(false)} /> : null}
    </Container>
  )
}

/** A right of its own (iam:GetLoginProfile), which who may change the password need not have. */
function PasswordSet({ userName }: { userName: string }) {
  const now = useAccountNow()
  const changed = usePasswordChanges()?.get(userName)
  return (
    <Asked query={useLoginProfile(userName)}>
      {(profile) => {
        if (!profile?.CreateDate) return '–'
        const setAt = passwordSetAt(profile.CreateDate, changed)
        return texts.setAgo(ago(setAt, now), dateTime(setAt))
      }}
    </Asked>
  )
}

function ChangeOwnPassword({ onClose }: { onClose(): void }) {
  const [old, setOld] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const action = useAction()
  const flash = useFlash()
  const same = next === again
  // A user who may not read the policy learns the rules from the error.
  const policy = usePasswordPolicy()
  const rules = policy.data === undefined ? [] : passwordRules(policy.data)
  const submit = async () => {
    const outcome = await action.run((iam) => iam.changePassword({ OldPassword: old, NewPassword: next }))
    if (!outcome.ok) return
    flash.success(texts.userPasswordChanged)
    onClose()
  }
  return (
    <FormDialog
      header={texts.update}
      submitText={texts.save}
      running={action.running}
      disabled={!old || !next || !same}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <PasswordFields
        fields={[
          { label: texts.currentPassword, value: old, onChange: setOld, autoComplete: 'current-password' },
          { label: texts.newPassword, value: next, onChange: setNext, autoComplete: 'new-password', rules },
          {
            label: texts.confirmPassword,
            value: again,
            onChange: setAgain,
            autoComplete: 'new-password',
            ...(again && !same ? { error: texts.different } : {}),
          },
        ]}
      />
    </FormDialog>
  )
}
