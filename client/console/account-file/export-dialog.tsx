import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useState } from 'react'
import { api } from '../../shared/api.js'
import { useSession } from '../../shared/session.js'
import { download } from '../parts/download.js'
import { FormDialog } from '../parts/form-dialog.js'
import { texts } from './texts.js'

/** Asks for a passphrase, which stays in this dialog, and hands the file to the browser. */
export default function ExportDialog({ onClose }: { onClose(): void }) {
  const { accountId } = useSession()
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<unknown>()
  const short = passphrase.length < texts.minLength
  const differ = passphrase !== again

  const submit = async () => {
    setTried(true)
    if (short || differ) return
    setRunning(true)
    setError(undefined)
    try {
      const file = await api('POST', `/lab/accounts/${accountId}/export`, { passphrase })
      download(`iam-dojo-${accountId}.json`, `${JSON.stringify(file)}\n`, 'application/json')
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
    </FormDialog>
  )
}
