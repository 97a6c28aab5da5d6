import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Failure } from '../../shared/failure.js'
import { texts } from './texts.js'

/** What will happen when the browser asks. */
export function PasskeyStep({ error }: { error: unknown }) {
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.passkeyStep}</Header>}>
        <SpaceBetween size="m">
          <div>{texts.passkeyStepText}</div>
          {error === undefined ? null : <Failure error={error} />}
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  )
}
