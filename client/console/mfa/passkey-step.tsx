import Alert from '@cloudscape-design/components/alert'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Failure } from '../../shared/failure.js'
import { passkeyAddress } from './enrol-passkey.js'
import { texts } from './texts.js'

/** What will happen when the browser asks, and where it can't. */
export function PasskeyStep({ error }: { error: unknown }) {
  const elsewhere = passkeyAddress()
  return (
    <SpaceBetween size="l">
      {elsewhere ? (
        <Alert type="warning" header={texts.needsName}>
          {texts.needsNameText} <Link href={elsewhere}>{elsewhere}</Link>
        </Alert>
      ) : null}
      <Container header={<Header variant="h2">{texts.passkeyStep}</Header>}>
        <SpaceBetween size="m">
          <div>{texts.passkeyStepText}</div>
          {error === undefined ? null : <Failure error={error} />}
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  )
}
