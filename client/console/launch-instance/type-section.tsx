import type { ArchitectureValues, InstanceTypeInfo } from '@aws-sdk/client-ec2'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import { texts } from './texts.js'

/** The types that run an image. */
export const typesFor = (types: readonly InstanceTypeInfo[], architecture: ArchitectureValues | undefined) =>
  types.filter(
    ({ ProcessorInfo }) => architecture === undefined || ProcessorInfo?.SupportedArchitectures?.includes(architecture),
  )

interface Props {
  types: readonly InstanceTypeInfo[]
  value: string
  onChange(type: string): void
}

export function TypeSection({ types, value, onChange }: Props) {
  const options = types.map(({ InstanceType = '', VCpuInfo, MemoryInfo, FreeTierEligible }) => ({
    value: InstanceType as string,
    label: InstanceType as string,
    description: texts.typeDetail(VCpuInfo?.DefaultVCpus ?? 0, (MemoryInfo?.SizeInMiB ?? 0) / 1024),
    ...(FreeTierEligible ? { labelTag: texts.freeTier } : {}),
  }))
  return (
    <Container header={<Header variant="h2">{texts.type}</Header>}>
      <FormField label={texts.type} stretch>
        <Select
          selectedOption={options.find((option) => option.value === value) ?? null}
          options={options}
          filteringType="auto"
          onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
        />
      </FormField>
    </Container>
  )
}
