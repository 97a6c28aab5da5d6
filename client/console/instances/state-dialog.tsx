import {
  type EC2Client,
  type Instance,
  RebootInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2'
import Box from '@cloudscape-design/components/box'
import { ConfirmDialog } from '../parts/confirm-dialog.js'
import { useEc2 } from '../queries/ec2/use-ec2-query.js'
import { instanceName } from './instance-parts.js'
import { texts } from './texts.js'

export type StateDialogKind = keyof typeof texts.dialogs

const CALLS: Readonly<Record<StateDialogKind, (ec2: EC2Client, InstanceIds: string[]) => Promise<unknown>>> = {
  stop: (ec2, InstanceIds) => ec2.send(new StopInstancesCommand({ InstanceIds })),
  reboot: (ec2, InstanceIds) => ec2.send(new RebootInstancesCommand({ InstanceIds })),
  terminate: (ec2, InstanceIds) => ec2.send(new TerminateInstancesCommand({ InstanceIds })),
}

interface Props {
  kind: StateDialogKind
  instances: readonly Instance[]
  onClose(): void
}

/** Asks before instances are stopped, rebooted, or terminated. */
export function StateDialog({ kind, instances, onClose }: Props) {
  const ec2 = useEc2()
  const { header, text, submit } = texts.dialogs[kind]
  const ids = instances.map(({ InstanceId = '' }) => InstanceId)
  return (
    <ConfirmDialog
      header={header(ids.length)}
      submitText={submit}
      success={texts.initiated[kind](ids)}
      run={() => CALLS[kind](ec2, ids)}
      onClose={onClose}
    >
      <Box>{text}</Box>
      <ul>
        {instances.map((instance) => (
          <li key={instance.InstanceId}>
            {[instance.InstanceId, instanceName(instance)].filter((part) => part !== undefined).join(' ')}
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  )
}
