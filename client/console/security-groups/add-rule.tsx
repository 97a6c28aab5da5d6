import { AuthorizeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import { useState } from 'react'
import { TaskDialog } from '../parts/task-dialog.js'
import { useEc2 } from '../queries/ec2/use-ec2-query.js'
import { texts } from './texts.js'

type RuleType = keyof typeof texts.types

const PORTS: Readonly<Record<RuleType, string>> = { ssh: '22', http: '80', https: '443', tcp: '' }
const TYPES = Object.entries(texts.types).map(([value, label]) => ({ value, label }))

/** Lets a range of addresses reach a port of the group's instances. */
export function AddRule({ groupId, onClose }: { groupId: string; onClose(): void }) {
  const [type, setType] = useState<RuleType>('ssh')
  const [port, setPort] = useState(PORTS.ssh)
  const [source, setSource] = useState('')
  const [description, setDescription] = useState('')
  const ec2 = useEc2()
  const add = () => {
    const range = { CidrIp: source.trim(), ...(description === '' ? {} : { Description: description }) }
    const permission = { IpProtocol: 'tcp', FromPort: Number(port), ToPort: Number(port), IpRanges: [range] }
    return ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [permission] }))
  }
  return (
    <TaskDialog
      header={texts.addHeader}
      submitText={texts.add}
      disabled={!/^\d{1,5}$/.test(port) || source.trim() === ''}
      success={texts.added}
      run={add}
      onClose={onClose}
    >
      <FormField label={texts.type}>
        <Select
          selectedOption={TYPES.find(({ value }) => value === type) ?? null}
          options={TYPES}
          onChange={({ detail }) => {
            const next = detail.selectedOption.value as RuleType
            setType(next)
            setPort(PORTS[next])
          }}
        />
      </FormField>
      <FormField label={texts.port}>
        <Input value={port} inputMode="numeric" disabled={type !== 'tcp'} onChange={({ detail }) => setPort(detail.value)} />
      </FormField>
      <FormField label={texts.source} constraintText={texts.sourceHint}>
        <Input value={source} placeholder="203.0.113.0/24" onChange={({ detail }) => setSource(detail.value)} />
      </FormField>
      <FormField label={texts.descriptionOptional}>
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
    </TaskDialog>
  )
}
