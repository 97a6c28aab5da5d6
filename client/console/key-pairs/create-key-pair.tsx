import Alert from '@cloudscape-design/components/alert'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { addresses } from '../../shared/addresses.js'
import { Tags } from '../parts/tag-editor.js'
import { TaskPage } from '../parts/task-page.js'
import { useEc2 } from '../queries/ec2/use-ec2-query.js'
import { KeyPairFields } from './key-pair-fields.js'
import { isKeyPairName } from './key-pair-name.js'
import { createAndDownload, fileOf, NO_KEY_PAIR } from './new-key-pair.js'
import { texts } from './texts.js'

/** Creates a key pair in the chosen Region; its private key is downloaded at once, and once. */
export default function CreateKeyPair() {
  const ec2 = useEc2()
  const [wanted, setWanted] = useState(NO_KEY_PAIR)
  const [valid, setValid] = useState(true)
  return (
    <TaskPage
      header={texts.create}
      description={texts.createText}
      submitText={texts.create}
      begun={wanted !== NO_KEY_PAIR}
      ready={isKeyPairName(wanted.name) && valid}
      run={() => createAndDownload(ec2, wanted)}
      success={texts.created(wanted.name, fileOf(wanted))}
      backTo={addresses.ec2.keyPairs.list}
    >
      <Container header={<Header variant="h2">{texts.keyPair}</Header>}>
        <SpaceBetween size="l">
          <KeyPairFields nameLabel={texts.name} value={wanted} onChange={setWanted} />
          <Alert type="info" header={texts.onceHeader}>
            {texts.onceText}
          </Alert>
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">{texts.tags}</Header>}>
        <Tags
          tags={wanted.tags}
          onChange={(tags, ok) => {
            setWanted({ ...wanted, tags })
            setValid(ok)
          }}
        />
      </Container>
    </TaskPage>
  )
}
