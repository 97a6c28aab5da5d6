import type { User } from '@aws-sdk/client-iam'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { AccessKeys } from '../access-keys/access-keys.js'
import { MfaDevices } from '../mfa/mfa-devices.js'
import { ServiceCredentials } from '../other-credentials/service-credentials.js'
import { SigningCertificates } from '../other-credentials/signing-certificates.js'
import { SshPublicKeys } from '../other-credentials/ssh-public-keys.js'
import { ConsoleAccess } from './console-access.js'
import { userPath } from './user-path.js'

/** The tab “Security credentials”, in the order of AWS's. */
export default function UserCredentials({ userName, user }: { userName: string; user: User | undefined }) {
  const path = userPath(userName)
  return (
    <SpaceBetween size="l">
      <ConsoleAccess userName={userName} user={user} />
      <MfaDevices owner={{ kind: 'user', userName }} assignPath={`${path}/mfa/assign`} />
      <AccessKeys owner={{ kind: 'user', userName }} createPath={`${path}/access-key/create`} />
      <SshPublicKeys userName={userName} />
      <ServiceCredentials userName={userName} service="codeCommit" />
      <ServiceCredentials userName={userName} service="keyspaces" />
      <ServiceCredentials userName={userName} service="bedrock" />
      <SigningCertificates owner={{ kind: 'user', userName }} />
    </SpaceBetween>
  )
}
