import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { accountOf, seedOf } from './otpauth.js'
import type { PhoneAccount } from './store.js'
import { texts } from './texts.js'

interface Props {
  onAdd(account: Omit<PhoneAccount, 'id'>): void
  onCancel(): void
}

/** Without a camera: the link behind a QR code, pasted, or the seed, typed. */
export function AddAccount({ onAdd, onCancel }: Props) {
  const [name, setName] = useState('')
  const [text, setText] = useState('')
  const [refused, setRefused] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const scanned = accountOf(text.trim())
    const seed = seedOf(text)
    if (scanned) onAdd({ ...scanned, ...(name ? { name } : {}) })
    else if (seed) onAdd({ name: name || 'account', issuer: '', seed })
    else setRefused(true)
  }
  return (
    <form onSubmit={submit}>
      <SpaceBetween size="s">
        <FormField label={texts.name}>
          <Input value={name} autoComplete={false} onChange={({ detail }) => setName(detail.value)} />
        </FormField>
        <FormField label={texts.seed} constraintText={texts.seedHint} errorText={refused ? texts.badSeed : ''}>
          <Input value={text} autoComplete={false} spellcheck={false} onChange={({ detail }) => setText(detail.value)} />
        </FormField>
        <SpaceBetween direction="horizontal" size="xs">
          <Button formAction="none" variant="link" onClick={onCancel}>
            {texts.cancel}
          </Button>
          <Button variant="primary">{texts.save}</Button>
        </SpaceBetween>
      </SpaceBetween>
    </form>
  )
}
