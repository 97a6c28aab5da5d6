import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useState } from 'react'
import { exportedFile } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useSession } from '../../shared/session.js'
import { download } from '../parts/download.js'
import { texts } from './texts.js'

/**
 * Asks for a passphrase and for root's proof, which stay in this dialog, and hands the file to the browser. The file holds
 * credentials, so an open page alone must not be enough.
 */
export default function ExportDialog({ onClose }: { onClose(): void }) {
  const { accountId, id: session } = useSession()
  const [currentPassword, setCurrentPassword] = useState('')
  const [mfaCode, setMfaCode] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<unknown>()
  const short = passphrase.length < texts.minLength
  const differ = passphrase !== again

  const submit = async () => {
    setTried(true)
    if (short || differ || currentPassword === '') return
    setRunning(true)
    setError(undefined)
    try {
      const proof = { session, currentPassword, ...(mfaCode === '' ? {} : { mfaCode: mfaCode.replaceAll(' ', '') }) }
      const file = await exportedFile(accountId, { passphrase, ...proof })
      download(`iam-dojo-${accountId}.account`, file, 'text/plain')
      onClose()
    } catch (failure) {
      setError(failure)
      setRunning(false)
    }
  }
  return (
    <FormDialog
      header={texts.exportTitle(accountId)}
      submitText={texts.export}
      running={running}
      error={error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Box>{texts.exportText}</Box>
      <FormField
        label={texts.passphrase}
        constraintText={texts.passphraseHint}
        errorText={tried && short ? texts.tooShort : ''}
      >
        <Input
          type="password"
          value={passphrase}
          autoComplete="new-password"
          onChange={({ detail }) => setPassphrase(detail.value)}
        />
      </FormField>
      <FormField label={texts.again} errorText={tried && !short && differ ? texts.differ : ''}>
        <Input type="password" value={again} autoComplete="new-password" onChange={({ detail }) => setAgain(detail.value)} />
      </FormField>
      <FormField label={texts.rootPassword} errorText={tried && currentPassword === '' ? texts.noPassword : ''}>
        <Input
          type="password"
          value={currentPassword}
          autoComplete="current-password"
          onChange={({ detail }) => setCurrentPassword(detail.value)}
        />
      </FormField>
      <FormField label={texts.mfaCode} constraintText={texts.mfaHint}>
        <Input
          value={mfaCode}
          autoComplete="one-time-code"
          inputMode="numeric"
          onChange={({ detail }) => setMfaCode(detail.value)}
        />
      </FormField>
    </FormDialog>
  )
}
