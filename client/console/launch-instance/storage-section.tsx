import type { EbsBlockDevice, Image } from '@aws-sdk/client-ec2'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { texts } from './texts.js'

/** What a volume of this type and size does without further payment. Source: EC2 User Guide, "Amazon EBS volume types". */
const iopsOf = (type: string, gib: number): number => (type === 'gp3' ? 3000 : Math.max(100, 3 * gib))

/** The volumes that an image brings along. */
export function StorageSection({ image: { BlockDeviceMappings = [], RootDeviceName } }: { image: Image }) {
  return (
    <Container
      header={
        <Header variant="h2" description={texts.storageText}>
          {texts.storage}
        </Header>
      }
    >
      {BlockDeviceMappings.map(({ DeviceName = '', Ebs }) => (
        <KeyValuePairs key={DeviceName} columns={3} items={factsOf(DeviceName, DeviceName === RootDeviceName, Ebs ?? {})} />
      ))}
    </Container>
  )
}

function factsOf(device: string, isRoot: boolean, { VolumeSize = 0, VolumeType = 'gp3', ...ebs }: EbsBlockDevice) {
  return [
    { label: texts.volume, value: texts.volumeIs(VolumeSize, VolumeType) },
    { label: texts.device, value: texts.deviceIs(device, isRoot) },
    { label: texts.iops, value: iopsOf(VolumeType, VolumeSize).toLocaleString() },
    { label: texts.encrypted, value: ebs.Encrypted ? texts.yes : texts.notEncrypted },
    { label: texts.deleteOnTermination, value: ebs.DeleteOnTermination ? texts.yes : texts.no },
  ]
}
