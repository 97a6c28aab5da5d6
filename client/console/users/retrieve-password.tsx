import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { addresses, signInTo } from '../../shared/addresses.js'
import { useSession } from '../../shared/session.js'
import { Copyable } from '../parts/copyable.js'
import { InfoLink } from '../parts/info-link.js'
import { useLeaveGuard } from '../parts/leave-guard.js'
import { focusPage } from '../parts/page-focus.js'
import { SecretText } from '../parts/secret-text.js'
import { downloadPassword } from './password-file.js'
import { texts } from './texts.js'

/** The one look at a new console password; it lives in this component and goes with it. */
export function RetrievePassword({ userName, password }: { userName: string; password: string }) {
  const { accountId, accountAlias } = useSession()
  const [taken, setTaken] = useState(false)
  const navigate = useNavigate()
  useEffect(focusPage, [])
  useLeaveGuard(taken ? undefined : { header: texts.leaveHeader, text: texts.leaveText, continues: true })
  const url = location.origin + signInTo(accountAlias ?? accountId)
  // As AWS's: the address and the name, not the password.
  const mail = [
    `subject=${encodeURIComponent(texts.emailSubject)}`,
    `body=${encodeURIComponent(texts.emailBody(url, userName))}`,
  ].join('&')
  const save = () => {
    downloadPassword(userName, password, url)
    setTaken(true)
  }
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />}>
          {texts.retrieve}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Alert type="warning">{texts.retrieveText}</Alert>
        <Container>
          <KeyValuePairs
            items={[
              { label: texts.signInUrl, value: <Copyable what={texts.signInUrl} text={url} /> },
              { label: texts.userName, value: userName },
              {
                label: texts.password,
                value: <SecretText what={texts.password} secret={password} onTaken={() => setTaken(true)} />,
              },
            ]}
          />
        </Container>
        <SpaceBetween direction="horizontal" size="xs">
          <Button iconName="download" onClick={save}>
            {texts.download}
          </Button>
          <Button iconName="envelope" href={`mailto:?${mail}`}>
            {texts.email}
          </Button>
          <Button variant="primary" onClick={() => navigate(addresses.users.list)}>
            {texts.done}
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </ContentLayout>
  )
}
