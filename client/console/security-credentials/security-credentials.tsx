import Alert from '@cloudscape-design/components/alert'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { AccessKeys } from '../access-keys/access-keys.js'
import { MfaDevices } from '../mfa/mfa-devices.js'
import { ConsoleSignIn } from './console-sign-in.js'
import { OWN_PATH, useOwnCredentials } from './owner.js'
import { RootDetails } from './root-details.js'
import { texts } from './texts.js'

export default function SecurityCredentials() {
  const owner = useOwnCredentials()
  const root = owner.kind === 'root'
  return (
    <ContentLayout header={<Header variant="h1">{root ? texts.rootTitle : texts.title}</Header>}>
      <SpaceBetween size="l">
        {root ? <Alert type="warning">{texts.rootNote}</Alert> : null}
        {root ? <RootDetails /> : <ConsoleSignIn />}
        <MfaDevices owner={owner} assignPath={`${OWN_PATH}/mfa/assign`} />
        <AccessKeys owner={owner} createPath={`${OWN_PATH}/access-key/create`} />
      </SpaceBetween>
    </ContentLayout>
  )
}
