import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import FormField from '@cloudscape-design/components/form-field'
import Multiselect from '@cloudscape-design/components/multiselect'
import RadioGroup from '@cloudscape-design/components/radio-group'
import { useState } from 'react'
import type { ClassListing } from '../../../server/classroom/contract.js'
import { api } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useAct } from '../queries.js'
import { texts } from './texts.js'

const ROLES = ['assistant', 'instructor', 'projector'] as const
type Invited = (typeof ROLES)[number]

interface Props {
  classes: readonly ClassListing[]
  /** What is invited to, where there is no choice. */
  projectorOf?: string
  onClose(): void
}

/** Makes a one-time code. It stands in this dialog alone. */
export function InviteDialog({ classes, projectorOf, onClose }: Props) {
  const [role, setRole] = useState<Invited>(projectorOf === undefined ? 'assistant' : 'projector')
  const [chosen, setChosen] = useState<readonly string[]>(projectorOf === undefined ? [] : [projectorOf])
  const [address, setAddress] = useState<string>()
  const invite = useAct(async () => {
    const body = { role, classIds: role === 'instructor' ? [] : [...chosen] }
    setAddress((await api('POST /classroom/invitations', { body })).address)
  })
  const options = classes.map(({ id, title }) => ({ value: id, label: title }))
  return (
    <FormDialog
      header={projectorOf === undefined ? texts.invite : texts.projector}
      submitText={address === undefined ? (projectorOf === undefined ? texts.makeInvitation : texts.makeAddress) : texts.close}
      closeOnly={address !== undefined}
      disabled={role !== 'instructor' && chosen.length === 0}
      running={invite.running}
      error={invite.error}
      onSubmit={() => (address === undefined ? invite.run() : onClose())}
      onClose={onClose}
    >
      {address !== undefined ? (
        <Ready address={address} projector={role === 'projector'} />
      ) : (
        <>
          {projectorOf === undefined ? (
            <FormField label={texts.inviteRole}>
              <RadioGroup
                value={role}
                items={ROLES.map((value) => ({ value, ...texts.roles[value] }))}
                onChange={({ detail }) => setRole(detail.value as Invited)}
              />
            </FormField>
          ) : (
            <Box>{texts.projectorText}</Box>
          )}
          {role === 'instructor' || projectorOf !== undefined ? null : (
            <FormField
              label={role === 'projector' ? texts.inviteClass : texts.inviteClasses}
              {...(role === 'assistant' ? { constraintText: texts.inviteClassesHint } : {})}
            >
              <Multiselect
                placeholder={texts.chooseClasses}
                options={options}
                selectedOptions={options.filter(({ value }) => chosen.includes(value))}
                onChange={({ detail }) => {
                  const values = detail.selectedOptions.map(({ value = '' }) => value)
                  // A projector shows one class.
                  setChosen(role === 'projector' ? values.slice(-1) : values)
                }}
              />
            </FormField>
          )}
        </>
      )}
    </FormDialog>
  )
}

const Ready = ({ address, projector }: { address: string; projector: boolean }) => (
  <Alert type="success" header={projector ? texts.projectorReady : texts.invitationReady}>
    <Box variant="p">{projector ? texts.projectorReadyText : texts.invitationReadyText}</Box>
    <CopyToClipboard
      variant="inline"
      textToCopy={address}
      copyButtonAriaLabel={texts.copyAddress}
      copySuccessText={texts.copied}
      copyErrorText={texts.copyFailed}
    />
  </Alert>
)
