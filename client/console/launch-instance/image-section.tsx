import type { Image } from '@aws-sdk/client-ec2'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tiles from '@cloudscape-design/components/tiles'
import { texts } from './texts.js'

type System = keyof typeof texts.systems

const systemOf = ({ Name = '' }: Image): System => (Name.startsWith('ubuntu/') ? 'ubuntu' : 'amazon')

/** AWS's own image of today before its older ones, and Intel's processors before the others. */
export const firstImage = (images: readonly Image[], system: System = 'amazon'): Image | undefined => {
  const wanted = images.filter((image) => systemOf(image) === system && image.Architecture === 'x86_64')
  return wanted.sort((one, other) => (other.CreationDate ?? '').localeCompare(one.CreationDate ?? ''))[0]
}

interface Props {
  images: readonly Image[]
  value: Image | undefined
  onChange(image: Image): void
}

/** What the instance starts from. */
export function ImageSection({ images, value, onChange }: Props) {
  const system = value ? systemOf(value) : 'amazon'
  const options = images
    .filter((image) => systemOf(image) === system)
    .map(({ ImageId = '', Name = '', Architecture = '' }) => ({
      value: ImageId,
      label: Name,
      description: texts.imageDetail(ImageId, Architecture),
    }))
  const choose = (image: Image | undefined) => {
    if (image) onChange(image)
  }
  return (
    <Container
      header={
        <Header variant="h2" description={texts.imagesText}>
          {texts.images}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <FormField label={texts.quickStart} stretch>
          <Tiles
            value={system}
            columns={2}
            items={Object.entries(texts.systems).map(([id, label]) => ({ value: id, label }))}
            onChange={({ detail }) => choose(firstImage(images, detail.value as System))}
          />
        </FormField>
        <FormField label={texts.image} stretch>
          <Select
            selectedOption={options.find((option) => option.value === value?.ImageId) ?? null}
            options={options}
            onChange={({ detail }) => choose(images.find(({ ImageId }) => ImageId === detail.selectedOption.value))}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  )
}
