import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import FileUpload from '@cloudscape-design/components/file-upload'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import { useState } from 'react'
import { IMPORT_TYPE } from '../../../server/lab/api/import-type.js'
import { signInTo } from '../../shared/addresses.js'
import { ApiError, api } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { texts } from './texts.js'

/** Takes an exported account in; one that is here already is replaced only when that is said. */
export default function ImportDialog({ onClose }: { onClose(): void }) {
  const [files, setFiles] = useState<readonly File[]>([])
  const [passphrase, setPassphrase] = useState('')
  const [replace, setReplace] = useState(false)
  const [tried, setTried] = useState(false)
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<unknown>()
  const [imported, setImported] = useState<string>()
  const [exists, setExists] = useState(false)

  const submit = async () => {
    setTried(true)
    const [chosen] = files
    if (!chosen) return
    setRunning(true)
    setError(undefined)
    try {
      const body = new Blob([`${JSON.stringify({ passphrase, replace })}\n`, chosen], { type: IMPORT_TYPE })
      const { accountId } = await api('POST /lab/accounts/import', { body })
      setPassphrase('')
      setImported(accountId)
    } catch (failure) {
      setError(failure)
      if (failure instanceof ApiError && failure.code === 'AccountExists') setExists(true)
    }
    setRunning(false)
  }
  if (imported !== undefined) return <Imported accountId={imported} onClose={onClose} />
  return (
    <FormDialog
      header={texts.importTitle}
      submitText={texts.import}
      running={running}
      error={error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Box>{texts.importText}</Box>
      <FormField label={texts.file} errorText={tried && files.length === 0 ? texts.noFile : ''}>
        <FileUpload
          value={files}
          accept=".account,.json"
          showFileSize
          onChange={({ detail }) => setFiles(detail.value)}
          i18nStrings={{
            uploadButtonText: () => texts.chooseFile,
            dropzoneText: () => texts.chooseFile,
            removeFileAriaLabel: () => texts.removeFile,
          }}
        />
      </FormField>
      <FormField label={texts.importPassphrase}>
        <Input type="password" value={passphrase} autoComplete="off" onChange={({ detail }) => setPassphrase(detail.value)} />
      </FormField>
      {exists ? (
        <Checkbox checked={replace} onChange={({ detail }) => setReplace(detail.checked)}>
          {texts.replace}
        </Checkbox>
      ) : null}
    </FormDialog>
  )
}

function Imported({ accountId, onClose }: { accountId: string; onClose(): void }) {
  return (
    <Modal visible header={texts.importTitle} closeAriaLabel={texts.close} onDismiss={onClose}>
      <Alert type="success" action={<Button href={signInTo(accountId)}>{texts.signIn}</Button>}>
        {texts.imported(accountId)}
      </Alert>
    </Modal>
  )
}
