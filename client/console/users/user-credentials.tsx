import type { User } from '@aws-sdk/client-iam'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { addresses } from '../../shared/addresses.js'
import { AccessKeys } from '../access-keys/access-keys.js'
import { MfaDevices } from '../mfa/mfa-devices.js'
import { ServiceCredentials } from '../other-credentials/service-credentials.js'
import { SigningCertificates } from '../other-credentials/signing-certificates.js'
import { SshPublicKeys } from '../other-credentials/ssh-public-keys.js'
import { ConsoleAccess } from './console-access.js'

/** The tab “Security credentials”, in the order of AWS's. */
export default function UserCredentials({ userName, user }: { userName: string; user: User | undefined }) {
  return (
    <SpaceBetween size="l">
      <ConsoleAccess userName={userName} user={user} />
      <MfaDevices owner={{ kind: 'user', userName }} assignPath={addresses.users.assignMfa(userName)} />
      <AccessKeys owner={{ kind: 'user', userName }} createPath={addresses.users.createAccessKey(userName)} />
      <SshPublicKeys userName={userName} />
      <ServiceCredentials userName={userName} service="codeCommit" />
      <ServiceCredentials userName={userName} service="keyspaces" />
      <ServiceCredentials userName={userName} service="bedrock" />
      <SigningCertificates owner={{ kind: 'user', userName }} />
    </SpaceBetween>
  )
}
