import { ImportKeyPairCommand } from '@aws-sdk/client-ec2'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { addresses } from '../../shared/addresses.js'
import { type Tag, Tags } from '../parts/tag-editor.js'
import { TaskPage } from '../parts/task-page.js'
import { tagsAtCreation } from '../queries/ec2/tags.js'
import { useEc2 } from '../queries/ec2/use-ec2-query.js'
import { isKeyPairName } from './key-pair-name.js'
import { KeyPairNameField } from './key-pair-name-field.js'
import { isPrivateKey, PublicKeyField } from './public-key-field.js'
import { texts } from './texts.js'

/** Brings a public key into the chosen Region. */
export default function ImportKeyPair() {
  const ec2 = useEc2()
  const [name, setName] = useState('')
  const [publicKey, setPublicKey] = useState('')
  const [tags, setTags] = useState<readonly Tag[]>([])
  const [valid, setValid] = useState(true)
  return (
    <TaskPage
      header={texts.import}
      description={texts.importText}
      submitText={texts.import}
      begun={name !== '' || publicKey !== ''}
      ready={isKeyPairName(name) && publicKey.trim() !== '' && !isPrivateKey(publicKey) && valid}
      run={() =>
        ec2.send(
          new ImportKeyPairCommand({
            KeyName: name,
            PublicKeyMaterial: new TextEncoder().encode(publicKey.trim()),
            ...tagsAtCreation('key-pair', tags),
          }),
        )
      }
      success={texts.imported(name)}
      backTo={addresses.ec2.keyPairs.list}
    >
      <Container header={<Header variant="h2">{texts.keyPair}</Header>}>
        <SpaceBetween size="l">
          <KeyPairNameField label={texts.name} value={name} onChange={setName} />
          <PublicKeyField value={publicKey} onChange={setPublicKey} />
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">{texts.tags}</Header>}>
        <Tags
          tags={tags}
          onChange={(next, ok) => {
            setTags(next)
            setValid(ok)
          }}
        />
      </Container>
    </TaskPage>
  )
}
