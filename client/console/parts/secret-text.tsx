import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { texts } from './texts.js'

interface Props {
  /** For screen readers: “secret access key”. */
  what: string
  secret: string
  /** The learner has seen or copied it, so that leaving need not ask. */
  onTaken(): void
}

/** A one-time secret: masked until it is asked for, so that nobody reads it over a shoulder. */
export function SecretText({ what, secret, onTaken }: Props) {
  const [shown, setShown] = useState(false)
  function toggle() {
    setShown(!shown)
    if (!shown) onTaken()
  }
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <CopyToClipboard
        variant="icon"
        textToCopy={secret}
        copyButtonAriaLabel={texts.copyWhat(what)}
        copySuccessText={texts.copied}
        copyErrorText={texts.copyFailed}
        onCopySuccess={onTaken}
      />
      <Box variant="code">{shown ? secret : '*'.repeat(15)}</Box>
      <Button
        variant="inline-link"
        formAction="none"
        onClick={toggle}
        ariaLabel={shown ? texts.hideWhat(what) : texts.showWhat(what)}
      >
        {shown ? texts.hide : texts.show}
      </Button>
    </SpaceBetween>
  )
}
