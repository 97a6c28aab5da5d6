import type { IAM, LoginProfile } from '@aws-sdk/client-iam'
import Alert from '@cloudscape-design/components/alert'
import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useAccountClock } from '../parts/account-now.js'
import { useFlash } from '../parts/flash.js'
import { passwordRules } from '../parts/password-rules.js'
import { REVOCATION, revocation } from '../permissions/revoke-older-sessions.js'
import { usePasswordPolicy } from '../queries/account.js'
import { orNone } from '../queries/or-none.js'
import { useAction } from '../queries/use-action.js'
import { CHANGE_PASSWORD, newPassword } from './new-user.js'
import { isChosen, NEW_PASSWORD, type PasswordChoice, PasswordFields } from './password-choice.js'
import { texts } from './texts.js'

/** A password that was just set: its one look follows. */
export interface NewPassword {
  password: string
}

interface Props {
  userName: string
  /** `null`: the user has no password. */
  profile: LoginProfile | null
  onPassword(made: NewPassword): void
  onClose(): void
}

/**
 * AWS's dialog for a user's access to the console: on or off, the password, and the sessions that run.
 * Source: IAM User Guide, "Manage passwords for IAM users".
 */
export function ManageConsoleAccess({ userName: UserName, profile, onPassword, onClose }: Props) {
  const exists = profile !== null
  const [enabled, setEnabled] = useState(true)
  const [choice, setChoice] = useState<PasswordChoice>(
    exists ? { ...NEW_PASSWORD, kind: 'keep', mustReset: profile.PasswordResetRequired ?? false } : NEW_PASSWORD,
  )
  const [revoke, setRevoke] = useState(false)
  const policy = usePasswordPolicy()
  const now = useAccountClock()
  const action = useAction()
  const flash = useFlash()

  async function apply(iam: IAM, given: string | undefined) {
    const password = given === undefined ? {} : { Password: given }
    const login = { UserName, ...password, PasswordResetRequired: choice.mustReset }
    if (!enabled) await orNone(iam.deleteLoginProfile({ UserName }))
    else if (exists) await iam.updateLoginProfile(login)
    else await iam.createLoginProfile(login)
    if (revoke) await iam.putUserPolicy({ UserName, PolicyName: REVOCATION, PolicyDocument: revocation(now()) })
  }

  async function submit() {
    const given = enabled ? newPassword(choice, policy.data) : undefined
    const outcome = await action.run((iam) => apply(iam, given))
    if (!outcome.ok) return
    flash.success(enabled ? texts.accessUpdated : texts.accessDisabled)
    if (given === undefined) onClose()
    else onPassword({ password: given })
    if (!enabled || !choice.mustReset || policy.data?.AllowUsersToChangePassword) return
    const attached = await action.run((iam) => iam.attachUserPolicy({ UserName, PolicyArn: CHANGE_PASSWORD }))
    if (!attached.ok) flash.error(texts.resetNote, attached.error)
  }

  return (
    <FormDialog
      header={exists ? texts.manage : texts.enable}
      submitText={enabled ? texts.apply : texts.disableAccess}
      running={action.running}
      disabled={enabled && !isChosen(choice)}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {exists ? (
        <FormField label={texts.access}>
          <RadioGroup
            value={enabled ? 'enable' : 'disable'}
            onChange={({ detail }) => setEnabled(detail.value === 'enable')}
            items={[
              { value: 'enable', label: texts.enableChoice },
              { value: 'disable', label: texts.disableChoice },
            ]}
          />
        </FormField>
      ) : null}
      {enabled ? (
        <PasswordFields choice={choice} rules={passwordRules(policy.data ?? null)} exists={exists} onChange={setChoice} />
      ) : (
        <Alert type="warning">{texts.disableWarning}</Alert>
      )}
      {exists ? (
        <Checkbox checked={revoke} description={texts.revokeText} onChange={({ detail }) => setRevoke(detail.checked)}>
          {texts.revoke}
        </Checkbox>
      ) : null}
    </FormDialog>
  )
}
