import { DecodeAuthorizationMessageCommand } from '@aws-sdk/client-sts'
import Box from '@cloudscape-design/components/box'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useEffect, useState } from 'react'
import { Innermost } from '../dialogs/innermost.js'
import { ReturnFocus } from '../dialogs/return-focus.js'
import { ErrorBox } from '../error-box.js'
import { errorParts } from '../error-parts.js'
import { Explain } from '../explain/explain.js'
import { useSession } from '../session.js'
import { stsOf } from '../sts.js'
import { texts } from './texts.js'

type Answer = { text: string } | { error: unknown }

/** Asks STS once, when it opens. */
export default function DecodeDialog({ message, onClose }: { message: string; onClose(): void }) {
  const { id } = useSession()
  const [answer, setAnswer] = useState<Answer>()
  useEffect(() => {
    let left = false
    stsOf(id)
      .send(new DecodeAuthorizationMessageCommand({ EncodedMessage: message }))
      .then(
        ({ DecodedMessage = '' }) => ({ text: readable(DecodedMessage) }),
        (error: unknown) => ({ error }),
      )
      .then((next) => {
        if (!left) setAnswer(next)
      })
    return () => {
      left = true
    }
  }, [id, message])
  return (
    <Innermost>
      <ReturnFocus />
      <Modal visible size="large" header={texts.header} closeAriaLabel={texts.close} onDismiss={onClose}>
        <SpaceBetween size="m">
          <Box>{texts.about}</Box>
          {answer === undefined ? <StatusIndicator type="loading">{texts.loading}</StatusIndicator> : null}
          {answer && 'error' in answer ? <Refusal error={answer.error} /> : null}
          {answer && 'text' in answer ? <Box variant="pre">{answer.text}</Box> : null}
          <ExpandableSection
            headerText={texts.encoded}
            headerActions={
              <CopyToClipboard
                copyButtonText={texts.copy}
                copyButtonAriaLabel={texts.copyMessage}
                textToCopy={message}
                copySuccessText={texts.copied}
                copyErrorText={texts.copyFailed}
              />
            }
          >
            <Box variant="code">
              <span className="words">{message}</span>
            </Box>
          </ExpandableSection>
        </SpaceBetween>
      </Modal>
    </Innermost>
  )
}

/** A refusal to decode isn't encoded itself. */
function Refusal({ error }: { error: unknown }) {
  const { requestId } = errorParts(error)
  return (
    <SpaceBetween size="xs">
      <ErrorBox error={error} />
      {requestId ? <Explain requestId={requestId} label="Why?" /> : null}
    </SpaceBetween>
  )
}

/** As it came where it isn't JSON. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
