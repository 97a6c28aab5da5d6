import { type Instance, ModifyInstanceMetadataOptionsCommand } from '@aws-sdk/client-ec2'
import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import { useState } from 'react'
import { TaskDialog } from '../parts/task-dialog.js'
import { useEc2 } from '../queries/ec2/use-ec2-query.js'
import { texts } from './texts.js'

const words = texts.metadataDialog

/** Whether and how the instance's metadata service answers. */
export function MetadataDialog({ instance, onClose }: { instance: Instance; onClose(): void }) {
  const { InstanceId = '', MetadataOptions: before = {} } = instance
  const [enabled, setEnabled] = useState(before.HttpEndpoint !== 'disabled')
  const [tokens, setTokens] = useState(before.HttpTokens ?? 'required')
  const [hops, setHops] = useState(String(before.HttpPutResponseHopLimit ?? 1))
  const [tags, setTags] = useState(before.InstanceMetadataTags === 'enabled')
  const ec2 = useEc2()
  const save = () =>
    ec2.send(
      new ModifyInstanceMetadataOptionsCommand({
        InstanceId,
        HttpEndpoint: enabled ? 'enabled' : 'disabled',
        HttpTokens: tokens,
        HttpPutResponseHopLimit: Number(hops),
        InstanceMetadataTags: tags ? 'enabled' : 'disabled',
      }),
    )
  return (
    <TaskDialog header={words.header} submitText={words.submit} success={words.saved(InstanceId)} run={save} onClose={onClose}>
      <FormField label={words.service}>
        <Checkbox checked={enabled} onChange={({ detail }) => setEnabled(detail.checked)}>
          {words.enable}
        </Checkbox>
      </FormField>
      <FormField label={words.version}>
        <RadioGroup
          value={tokens}
          items={[
            { value: 'optional', label: words.optional, disabled: !enabled },
            { value: 'required', label: words.required, disabled: !enabled },
          ]}
          onChange={({ detail }) => setTokens(detail.value as typeof tokens)}
        />
      </FormField>
      <FormField label={words.hopLimit}>
        <Input type="number" value={hops} disabled={!enabled} onChange={({ detail }) => setHops(detail.value)} />
      </FormField>
      <FormField label={words.tags}>
        <Checkbox checked={tags} disabled={!enabled} onChange={({ detail }) => setTags(detail.checked)}>
          {words.allow}
        </Checkbox>
      </FormField>
    </TaskDialog>
  )
}
