import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useParams } from 'react-router'
import { dateTime } from '../../shared/locale.js'
import { download } from '../parts/download.js'
import { InfoLink } from '../parts/info-link.js'
import { Loaded } from '../parts/loaded.js'
import { RefreshButton } from '../parts/refresh-button.js'
import { texts as partTexts } from '../parts/texts.js'
import { useSystemLog } from '../queries/ec2/instances.js'
import { texts } from './texts.js'

/** What the instance wrote to its console. */
export default function SystemLogPage() {
  const { instanceId = '' } = useParams()
  const query = useSystemLog(instanceId)
  const text = query.data?.text
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          info={<InfoLink />}
          description={texts.log.description(instanceId)}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <RefreshButton query={query} />
              {text === undefined ? null : (
                <CopyToClipboard
                  copyButtonText={texts.log.copy}
                  textToCopy={text}
                  copySuccessText={partTexts.copied}
                  copyErrorText={partTexts.copyFailed}
                />
              )}
              {text === undefined ? null : (
                <Button onClick={() => download(`${instanceId}.log`, text, 'text/plain')}>{texts.log.download}</Button>
              )}
            </SpaceBetween>
          }
        >
          {texts.log.header}
        </Header>
      }
    >
      <Loaded query={query}>
        {({ text: log, at }) => (
          <Container>
            {log === undefined ? (
              <Box>{texts.log.empty}</Box>
            ) : (
              <SpaceBetween size="s">
                {at ? <Box color="text-body-secondary">{texts.log.at(dateTime(at))}</Box> : null}
                <Box variant="code">
                  <span className="command">{log}</span>
                </Box>
              </SpaceBetween>
            )}
          </Container>
        )}
      </Loaded>
    </ContentLayout>
  )
}
