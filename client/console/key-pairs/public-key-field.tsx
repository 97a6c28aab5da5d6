import FileUpload from '@cloudscape-design/components/file-upload'
import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import { texts } from './texts.js'

/** Far more than any public key has. Bytes. */
const MOST = 64_000

export const isPrivateKey = (text: string): boolean => /-----BEGIN [A-Z ]*PRIVATE KEY-----|^PuTTY-User-Key-File/m.test(text)

interface Props {
  value: string
  onChange(text: string): void
}

/** A public key from a file or from the clipboard. A private key is refused before it leaves the browser. */
export function PublicKeyField({ value, onChange }: Props) {
  const [tooLarge, setTooLarge] = useState(false)
  const read = async (file: File | undefined) => {
    if (!file) return
    setTooLarge(file.size > MOST)
    if (file.size <= MOST) onChange(await file.text())
  }
  return (
    <SpaceBetween size="l">
      <FormField label={texts.publicKey} description={texts.publicKeyText} errorText={tooLarge ? texts.tooLarge : ''}>
        <FileUpload
          value={[]}
          onChange={({ detail }) => void read(detail.value[0])}
          i18nStrings={{
            uploadButtonText: () => texts.browse,
            dropzoneText: () => texts.browse,
            removeFileAriaLabel: () => '',
            limitShowFewer: '',
            limitShowMore: '',
            errorIconAriaLabel: '',
          }}
        />
      </FormField>
      <FormField label={texts.pasteLabel} errorText={isPrivateKey(value) ? texts.isPrivate : ''} stretch>
        <Textarea
          value={value}
          rows={6}
          placeholder={texts.pastePlaceholder}
          spellcheck={false}
          autoComplete={false}
          onChange={({ detail }) => onChange(detail.value)}
        />
      </FormField>
    </SpaceBetween>
  )
}
