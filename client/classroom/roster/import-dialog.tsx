import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import FileUpload from '@cloudscape-design/components/file-upload'
import FormField from '@cloudscape-design/components/form-field'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import type { Mistake } from '../../../server/classroom/contract.js'
import { useFlash } from '../../console/parts/flash.js'
import { api } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useAct } from '../queries.js'
import { rosterText } from './roster-text.js'
import { texts } from './texts.js'

const MOST_BYTES = 1_000_000

/** Reads a roster from a file or from what is pasted. Mistakes are listed by line; then nothing was changed. */
export function ImportDialog({ classId, onClose }: { classId: string; onClose(): void }) {
  const [files, setFiles] = useState<File[]>([])
  const [pasted, setPasted] = useState('')
  const [mistakes, setMistakes] = useState<readonly Mistake[]>([])
  const flash = useFlash()
  const tooLarge = files.some(({ size }) => size > MOST_BYTES)
  const read = useAct(async () => {
    setMistakes([])
    const csv = files[0] ? rosterText(new Uint8Array(await files[0].arrayBuffer())) : pasted
    const answer = await api('POST /classroom/classes/:class/roster', { path: { class: classId }, body: { csv } })
    if (answer.mistakes.length > 0) return setMistakes(answer.mistakes)
    const said = texts.imported(answer.added, answer.updated, answer.unchanged)
    // Of two messages, the stack would hide one.
    if (answer.ignored.length > 0) flash.info(`${said} ${texts.ignored(answer.ignored)}`)
    else flash.success(said)
    onClose()
  })
  return (
    <FormDialog
      header={texts.importTitle}
      submitText={texts.import}
      size="large"
      disabled={tooLarge || (files.length === 0 && pasted.trim() === '')}
      running={read.running}
      error={read.error}
      onSubmit={() => read.run()}
      onClose={onClose}
    >
      <Box>{texts.importText}</Box>
      <Box>{texts.importAgain}</Box>
      <FormField>
        <FileUpload
          value={files}
          accept=".csv,.tsv,.txt,text/csv"
          showFileSize
          i18nStrings={{
            uploadButtonText: () => texts.choose,
            dropzoneText: () => texts.dropzone,
            removeFileAriaLabel: () => texts.remove1,
            limitShowFewer: '',
            limitShowMore: '',
            errorIconAriaLabel: '',
          }}
          {...(tooLarge ? { fileErrors: [texts.tooLarge] } : {})}
          onChange={({ detail }) => setFiles(detail.value)}
        />
      </FormField>
      <FormField label={texts.orPaste} stretch>
        <Textarea value={pasted} rows={6} disabled={files.length > 0} onChange={({ detail }) => setPasted(detail.value)} />
      </FormField>
      {mistakes.length > 0 ? (
        <Alert type="error" header={texts.mistakes}>
          <ul>
            {mistakes.map(({ line, message }) => (
              <li key={`${line} ${message}`}>{texts.mistake(line, message)}</li>
            ))}
          </ul>
        </Alert>
      ) : null}
    </FormDialog>
  )
}
