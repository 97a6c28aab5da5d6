import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { DecodeMessage } from './decode/decode-message.js'
import { ErrorBox } from './error-box.js'
import { errorParts } from './error-parts.js'
import { Explain } from './explain/explain.js'
import { nextStep } from './next-step.js'

/** AWS's answer as it came, what to do about it where that helps, “why?”, and what EC2 encoded of the answer. */
export function Failure({ error }: { error: unknown }) {
  const step = nextStep(error)
  const { requestId, encoded } = errorParts(error)
  return (
    <SpaceBetween size="xs">
      <ErrorBox error={error} />
      {step ? <Box color="text-body-secondary">{step}</Box> : null}
      <SpaceBetween direction="horizontal" size="m">
        {requestId ? <Explain requestId={requestId} label="Why?" /> : null}
        {encoded ? <DecodeMessage message={encoded} /> : null}
      </SpaceBetween>
    </SpaceBetween>
  )
}
