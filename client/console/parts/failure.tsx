import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { ErrorBox } from '../../shared/error-box.js'
import { nextStep } from './next-step.js'

/** AWS's answer as it came, and under it what to do about it where that helps. */
export function Failure({ error }: { error: unknown }) {
  const step = nextStep(error)
  return (
    <SpaceBetween size="xs">
      <ErrorBox error={error} />
      {step ? <Box color="text-body-secondary">{step}</Box> : null}
    </SpaceBetween>
  )
}
