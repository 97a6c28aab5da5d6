import type { Instance } from '@aws-sdk/client-ec2'
import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { addresses } from '../../shared/addresses.js'
import { Copyable, CopyIcon } from '../parts/copyable.js'
import { Loaded } from '../parts/loaded.js'
import { PageLink } from '../parts/page-link.js'
import { useImages } from '../queries/ec2/launch.js'
import { useSshHost } from '../queries/ssh-host.js'
import { sshCommand, userOf } from './ssh-command.js'
import { texts } from './texts.js'

const words = texts.ssh

/** AWS's numbered steps, with the command that works here. */
export function SshClientTab({ instance }: { instance: Instance }) {
  const { InstanceId = '', KeyName, PublicDnsName, State } = instance
  const host = useSshHost()
  const images = useImages()
  return (
    <Container>
      <SpaceBetween size="m">
        {State?.Name === 'running' ? null : <Alert type="warning">{words.notRunning}</Alert>}
        <Loaded query={host}>{({ port }) => (port === null ? <Alert type="error">{words.off}</Alert> : null)}</Loaded>
        <KeyValuePairs
          columns={2}
          items={[
            { label: words.instanceId, value: <Copyable what={words.instanceId} text={InstanceId} /> },
            {
              label: words.publicDns,
              value: (
                <>
                  {PublicDnsName || texts.none}
                  <Box variant="small" display="block">
                    {words.atAws}
                  </Box>
                </>
              ),
            },
          ]}
        />
        {KeyName === undefined ? (
          <Alert type="warning">{words.noKey}</Alert>
        ) : (
          <Steps
            instanceId={InstanceId}
            keyName={KeyName}
            port={host.data?.port ?? undefined}
            user={userOf(images.data?.find(({ ImageId }) => ImageId === instance.ImageId))}
          />
        )}
      </SpaceBetween>
    </Container>
  )
}

interface StepsProps {
  instanceId: string
  keyName: string
  port: number | undefined
  user: string
}

function Steps({ instanceId, keyName, port, user }: StepsProps) {
  const file = `${keyName}.pem`
  return (
    <SpaceBetween size="s">
      <ol>
        <li>{words.open}</li>
        <li>
          {words.locateBefore} <Box variant="code">{file}</Box>
        </li>
        <li>
          {words.protect} <Command text={`chmod 400 "${file}"`} />
        </li>
        {port === undefined ? null : (
          <li>
            {words.connect} <Command text={sshCommand({ file, port, user, instanceId, host: location.hostname })} />
          </li>
        )}
      </ol>
      <Box>
        {words.fingerprint} <PageLink to={addresses.ec2.instances.systemLog(instanceId)}>{texts.systemLog}</PageLink>
      </Box>
      <Box color="text-body-secondary">{words.user(user)}</Box>
    </SpaceBetween>
  )
}

function Command({ text }: { text: string }) {
  return (
    <Box padding={{ vertical: 'xxs' }}>
      <CopyIcon what={text} text={text} />
      <Box variant="code">
        <span className="command">{text}</span>
      </Box>
    </Box>
  )
}
