import Alert from '@cloudscape-design/components/alert'
import ContentLayout from '@cloudscape-design/components/content-layout'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { addresses } from '../../shared/addresses.js'
import { useSession } from '../../shared/session.js'
import { AccessKeys } from '../access-keys/access-keys.js'
import { MfaDevices } from '../mfa/mfa-devices.js'
import { ServiceCredentials } from '../other-credentials/service-credentials.js'
import { SigningCertificates } from '../other-credentials/signing-certificates.js'
import { SshPublicKeys } from '../other-credentials/ssh-public-keys.js'
import { texts as otherTexts } from '../other-credentials/texts.js'
import { InfoLink } from '../parts/info-link.js'
import type { CredentialOwner } from '../queries/owner.js'
import { useOwnCredentials } from '../queries/owner.js'
import { ConsoleSignIn } from './console-sign-in.js'
import { RootDetails } from './root-details.js'
import { texts } from './texts.js'

/** One's own credentials: root's on one page, a user's under AWS's two tabs. */
export default function SecurityCredentials() {
  const { type } = useSession()
  const owner = useOwnCredentials()
  if (type === 'AssumedRole')
    return (
      <ContentLayout
        header={
          <Header variant="h1" info={<InfoLink />}>
            {texts.title}
          </Header>
        }
      >
        <Alert type="info">{texts.roleNote}</Alert>
      </ContentLayout>
    )
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />}>
          {owner.kind === 'root' ? texts.rootTitle : texts.title}
        </Header>
      }
    >
      {owner.kind === 'root' ? (
        <SpaceBetween size="l">
          <Alert type="warning">{texts.rootNote}</Alert>
          <RootDetails />
          <Keys owner={owner} />
          <ExpandableSection variant="container" headerText={otherTexts.cloudFront}>
            {otherTexts.cloudFrontText}
          </ExpandableSection>
        </SpaceBetween>
      ) : (
        <Tabs
          tabs={[
            {
              id: 'iam',
              label: texts.iamTab,
              content: (
                <SpaceBetween size="l">
                  <ConsoleSignIn />
                  <Keys owner={owner} />
                </SpaceBetween>
              ),
            },
            {
              id: 'codecommit',
              label: texts.codeCommitTab,
              content: (
                <SpaceBetween size="l">
                  <SshPublicKeys userName={owner.userName} />
                  <ServiceCredentials userName={owner.userName} service="codeCommit" />
                  <ServiceCredentials userName={owner.userName} service="keyspaces" />
                </SpaceBetween>
              ),
            },
          ]}
        />
      )}
    </ContentLayout>
  )
}

function Keys({ owner }: { owner: CredentialOwner }) {
  return (
    <SpaceBetween size="l">
      <MfaDevices owner={owner} assignPath={addresses.ownCredentials.assignMfa} />
      <AccessKeys owner={owner} createPath={addresses.ownCredentials.createAccessKey} />
      <SigningCertificates owner={owner} />
    </SpaceBetween>
  )
}
