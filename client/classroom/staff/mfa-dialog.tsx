import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { toString as qrCode } from 'qrcode'
import { useEffect, useState } from 'react'
import { api } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useAct } from '../queries.js'
import { CodeField } from './code-field.js'
import { useStaff } from './staff-context.js'
import { texts } from './texts.js'

/** 160 bits, as RFC 4226 §4 recommends: 32 letters of Base32. */
const SEED_LETTERS = 32
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

const newSeed = (): string =>
  [...crypto.getRandomValues(new Uint8Array(SEED_LETTERS))].map((byte) => BASE32[byte % BASE32.length]).join('')

/** Turns one's own TOTP on or off. */
export default function MfaDialog({ onClose }: { onClose(): void }) {
  return useStaff().mfa ? <Remove onClose={onClose} /> : <SetUp onClose={onClose} />
}

function SetUp({ onClose }: { onClose(): void }) {
  const { name } = useStaff()
  const [secret] = useState(newSeed)
  const [code, setCode] = useState('')
  const picture = useQr(`otpauth://totp/${encodeURIComponent(`IAM Dojo classroom:${name}`)}?secret=${secret}&issuer=IAM%20Dojo`)
  const setUp = useAct(() => api('POST /classroom/staff/mfa', { body: { secret, code: code.trim() } }))
  return (
    <FormDialog
      header={texts.mfaTitle}
      submitText={texts.setUp}
      running={setUp.running}
      error={setUp.error}
      onSubmit={() => void setUp.runAsync().then(onClose, () => undefined)}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <Box>{texts.mfaText}</Box>
        {picture ? <img src={picture} width={200} height={200} alt={texts.mfaQr} /> : null}
        <Box>
          {texts.secret}: <span className="code code-long">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</span>
        </Box>
        <CodeField value={code} onChange={setCode} />
      </SpaceBetween>
    </FormDialog>
  )
}

function Remove({ onClose }: { onClose(): void }) {
  const remove = useAct(() => api('DELETE /classroom/staff/mfa'))
  return (
    <FormDialog
      header={texts.removeTitle}
      submitText={texts.remove}
      running={remove.running}
      error={remove.error}
      onSubmit={() => void remove.runAsync().then(onClose, () => undefined)}
      onClose={onClose}
    >
      <Box>{texts.removeText}</Box>
    </FormDialog>
  )
}

/** Drawn here: the seed goes to the server only when it is turned on. */
function useQr(text: string): string | undefined {
  const [picture, setPicture] = useState<string>()
  useEffect(() => {
    let left = false
    qrCode(text, { type: 'svg', margin: 2 }).then((svg) => {
      if (!left) setPicture(`data:image/svg+xml,${encodeURIComponent(svg)}`)
    })
    return () => {
      left = true
    }
  }, [text])
  return picture
}
