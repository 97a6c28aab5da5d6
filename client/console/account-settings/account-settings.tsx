import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useNavigate } from 'react-router'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { addresses } from '../../shared/addresses.js'
import { InfoLink } from '../parts/info-link.js'
import { Loaded } from '../parts/loaded.js'
import { passwordRules, policyTerms } from '../parts/password-rules.js'
import { usePasswordPolicy } from '../queries/account.js'
import { SessionTokens } from './session-tokens.js'
import { texts } from './texts.js'

/** What holds for the whole account: its password policy and its session tokens. */
export default function AccountSettings() {
  const policy = usePasswordPolicy()
  const navigate = useNavigate()
  const edit = (
    <LessonHotspot id="password-policy-edit">
      <Button onClick={() => navigate(addresses.accountSettings.edit)}>{texts.edit}</Button>
    </LessonHotspot>
  )
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />}>
          {texts.title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container
          header={
            <Header variant="h2" actions={edit}>
              {texts.policy}
            </Header>
          }
        >
          <Loaded query={policy}>
            {(present) => (
              <>
                <Box variant="p">{present === null ? texts.isDefault : texts.isCustom}</Box>
                <ul>
                  {[...passwordRules(present), ...policyTerms(present)].map((rule) => (
                    <li key={rule}>{rule}</li>
                  ))}
                </ul>
              </>
            )}
          </Loaded>
        </Container>
        <SessionTokens />
      </SpaceBetween>
    </ContentLayout>
  )
}
